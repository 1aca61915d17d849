; Paging as a program meets it (SDM 3A §4.3 to §4.8); the page walker has unit tests of its own.
PAGE1       equ DATA + 0x1000
PAGE2       equ DATA + 0x2000

%macro SHOW_PTE 1
        SHOW    [TABLE + ((%1) >> 12) * 4]
%endmacro

CASE "page absent"
        PAGING
        PTE     PAGE1, 6
        EXPECT  mov eax, [PAGE1 + 0x10]
        EXPECT  mov [PAGE1 + 0x10], eax
        EXPECT  add [PAGE1 + 0x10], eax
        EXPECT  cmp [PAGE1 + 0x10], eax
        EXPECT  bt dword [PAGE1], 0
        EXPECT  bts dword [PAGE1], 0
        EXPECT  xchg [PAGE1], eax
        EXPECT  push dword [PAGE1]
        EXPECT  pop dword [PAGE1]
        SHOW_PTE PAGE1
        END
CASE "page directory entry absent"
        PAGING
        EXPECT  mov eax, [0x400000]
        EXPECT  mov [0x80000000], eax
        EXPECT  mov al, [0xFFFFFFFF]
        END
CASE "page absent to user"
        PTE     PAGE1, 6
        PAGING
        RING    3
        mov     eax, [PAGE1]
CASE "page of supervisor read by user"
        PTE     PAGE1, 3
        PAGING
        RING    3
        mov     eax, [PAGE1 + 4]
CASE "page of supervisor written by user"
        PTE     PAGE1, 3
        PAGING
        RING    3
        mov     [PAGE1 + 4], eax
CASE "page read only written by user"
        PTE     PAGE1, 5
        PAGING
        RING    3
        mov     eax, [PAGE1]
        mov     [PAGE1 + 4], eax
CASE "page read only and wp"
        PTE     PAGE1, 5
        PAGING
        mov     [PAGE1], eax
        SHOW_PTE PAGE1
        mov     eax, cr0
        or      eax, CR0_WP
        mov     cr0, eax
        PTE     PAGE1, 5
        EXPECT  mov [PAGE1], eax
        SHOW_PTE PAGE1
        END
CASE "directory entry of supervisor"
        PAGING
        mov     dword [DIRECTORY + 4], TABLE | 3
        mov     ebx, [0x400000 + PAGE1]
        SHOW    [DIRECTORY + 4]
        RING    3
        mov     eax, [0x400000 + PAGE1]
CASE "directory entry read only"
        PAGING
        mov     dword [DIRECTORY + 4], TABLE | 5
        RING    3
        mov     eax, [0x400000 + PAGE1]
        mov     [0x400000 + PAGE1], eax
CASE "fetch"
        PTE     PAGE1, 6
        PAGING
        mov     dword [case_start], PAGE1
        mov     eax, PAGE1
        jmp     eax
CASE "fetch by user"
        PTE     PAGE1, 3
        mov     word [PAGE1], 0x9090
        PAGING
        mov     dword [case_start], PAGE1
        RING    3
        mov     eax, PAGE1
        jmp     eax
CASE "fetch crosses into an absent page"
        mov     dword [PAGE2 - 2], 0xB890
        PTE     PAGE2, 6
        PAGING
        mov     dword [case_start], PAGE2
        mov     eax, PAGE2 - 2
        jmp     eax
CASE "accessed and dirty"
        PAGING
        mov     eax, [PAGE1]
        SHOW_PTE PAGE1
        mov     [PAGE1], eax
        SHOW_PTE PAGE1
        mov     [PAGE2], eax
        SHOW_PTE PAGE2
        PTE     PAGE1, 7
        cmp     [PAGE1], eax
        SHOW_PTE PAGE1
        PTE     PAGE1, 7
        lock cmpxchg [PAGE1], ebx
        SHOW_PTE PAGE1
        SHOW    [DIRECTORY]
        END
CASE "access crosses into an absent page"
        PAGING
        PTE     PAGE2, 6
        mov     dword [PAGE2 - 4], 0x11223344
        EXPECT  mov eax, [PAGE2 - 1]
        EXPECT  mov eax, [PAGE2 - 3]
        EXPECT  mov ax, [PAGE2 - 1]
        mov     eax, -1
        EXPECT  mov [PAGE2 - 2], eax
        SHOW    [PAGE2 - 4]
        EXPECT  add [PAGE2 - 3], eax
        SHOW    [PAGE2 - 4]
        END
CASE "access crosses from an absent page"
        PAGING
        PTE     PAGE1, 6
        EXPECT  mov eax, [PAGE2 - 1]
        EXPECT  mov [PAGE2 - 3], eax
        END
CASE "push faults"
        PAGING
        PTE     PAGE1, 6
        mov     ebx, esp
        mov     dword [continue_at], .after
        mov     dword [IDT + 14 * 8], TASKDF << 16
        mov     dword [IDT + 14 * 8 + 4], 0x8500
        mov     dword [TSS_DF + 0x20], .after
        mov     esp, PAGE2 + 2
        push    eax
.after: pop     eax
        SHOW    eax
        mov     eax, cr2
        SHOW    eax
        SHOW    [TSS_MAIN + 0x38]
        END
CASE "movs faults in the middle"
        PAGING
        PTE     PAGE2, 6
        mov     esi, PAGE1
        mov     edi, PAGE2 - 6
        mov     ecx, 8
        FAULT_TO .after
        rep movsd
.after: END
CASE "movs restart state"
        PAGING
        PTE     PAGE2, 6
        GATE    IDT + 14 * 8, CODE0, .handler, 0x8E, 0
        mov     dword [PAGE1 + 0x100], 0x01020304
        mov     dword [PAGE1 + 0x104], 0x05060708
        mov     dword [PAGE1 + 0x108], 0x090A0B0C
        mov     esi, PAGE1 + 0x100
        mov     edi, PAGE2 - 4
        mov     ecx, 3
        rep movsd
        SHOW    ecx
        SHOW    [PAGE2 - 4]
        SHOW    [PAGE2]
        SHOW    [PAGE2 + 4]
        END
.handler:
        SHOW    esi
        SHOW    edi
        SHOW    ecx
        PTE     PAGE2, 7
        add     esp, 4
        iret
CASE "movs backwards restart state"
        PAGING
        PTE     PAGE1, 6
        GATE    IDT + 14 * 8, CODE0, .handler, 0x8E, 0
        std
        mov     esi, DATA + 0x3100
        mov     edi, PAGE2
        mov     ecx, 3
        rep movsd
        SHOW    ecx
        END
.handler:
        cld
        SHOW    esi
        SHOW    edi
        SHOW    ecx
        PTE     PAGE1, 7
        add     esp, 4
        iret
CASE "cmps restart state"
        PAGING
        PTE     PAGE2, 6
        GATE    IDT + 14 * 8, CODE0, .handler, 0x8E, 0
        mov     esi, DATA
        mov     edi, PAGE2 - 2
        mov     ecx, 5
        stc
        repe cmpsb
        SHOW    ecx
        END
.handler:
        SHOW    edi
        SHOW    ecx
        mov     eax, [esp + 12]
        and     eax, 0xFF
        SHOW    eax
        PTE     PAGE2, 7
        add     esp, 4
        iret
CASE "stos lods scas restart state"
        PAGING
        GATE    IDT + 14 * 8, CODE0, .handler, 0x8E, 0
        PTE     PAGE2, 6
        mov     edi, PAGE2 - 3
        mov     ecx, 6
        mov     al, 0x5A
        rep stosb
        PTE     PAGE2, 6
        mov     edi, PAGE2 - 3
        mov     ecx, 6
        repe scasb
        PTE     PAGE2, 6
        mov     esi, PAGE2 - 3
        mov     ecx, 6
        rep lodsb
        END
.handler:
        SHOW    esi
        SHOW    edi
        SHOW    ecx
        PTE     PAGE2, 7
        add     esp, 4
        iret
CASE "4 mib page"
        mov     eax, cr4
        or      eax, 0x10
        mov     cr4, eax
        mov     dword [DIRECTORY + 4], 0x87
        PAGING
        mov     dword [PAGE1], 0x600DCAFE
        SHOW    [0x400000 + PAGE1]
        SHOW    [DIRECTORY + 4]
        mov     [0x400000 + PAGE1], eax
        SHOW    [DIRECTORY + 4]
        mov     dword [DIRECTORY + 4], 0x83
        mov     eax, cr3
        mov     cr3, eax
        RING    3
        mov     eax, [0x400000 + PAGE1]
CASE "page size bit without pse"
        mov     dword [DIRECTORY + 4], TABLE | 0x87
        PAGING
        mov     dword [PAGE1], 0x600DCAFE
        SHOW    [0x400000 + PAGE1]
        END
CASE "stale until invlpg"
        PAGING
        mov     dword [PAGE1], 1
        mov     dword [PAGE2], 2
        mov     eax, [0x220000]
        mov     dword [TABLE + (PAGE1 >> 12) * 4], PAGE2 | 7
        invlpg  [PAGE1]
        SHOW    [PAGE1]
        END
CASE "descriptor tables are supervisor accesses"
        PTE     GDT, 3
        PTE     IDT, 3
        PTE     TSS_MAIN, 3
        PTE     KERNEL_TOP - 0x1000, 3
        PAGING
        RING    3
        mov     ax, DATA3
        mov     fs, ax
        mov     eax, fs
        SHOW    eax
        ud2
CASE "descriptor in an absent page"
        PAGING
        mov     word [DATA], 0xFFFF
        mov     dword [DATA + 2], GDT
        lgdt    [DATA]
        PTE     DATA + 0x2000, 6
        SET_DESCRIPTOR SPARE, DATA + 0x2000, 0xFFF, 0x82, 0
        mov     eax, SPARE
        lldt    ax
        RING    3
        mov     eax, 0x84 | 3
        mov     fs, ax
CASE "page fault and the error code of a write by the processor"
        PAGING
        SET_DESCRIPTOR SPARE, 0, 0xFFFFF, 0xF2, 0xC
        mov     eax, cr0
        or      eax, CR0_WP
        mov     cr0, eax
        PTE     GDT, 5
        RING    3
        mov     eax, SPARE | 3
        mov     fs, ax
CASE "wp and user mode gates"
        PAGING
        mov     eax, cr0
        or      eax, CR0_WP
        mov     cr0, eax
        PTE     PAGE1, 5
        EXPECT  inc dword [PAGE1]
        EXPECT  xadd [PAGE1], eax
        EXPECT  cmpxchg [PAGE1], eax
        EXPECT  cmpxchg8b [PAGE1]
        EXPECT  sgdt [PAGE1]
        END
