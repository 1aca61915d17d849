; Privileged and IOPL-sensitive instructions, and the I/O permission bit map (SDM 3A §5.9, SDM 1 §18.5).

%macro AT_RING3 2+
CASE %1
        RING    3
        xor     eax, eax
        %2
        ud2
%endmacro
        AT_RING3 "ring 3 hlt", hlt
        AT_RING3 "ring 3 lgdt", lgdt [DATA]
        AT_RING3 "ring 3 lidt", lidt [DATA]
        AT_RING3 "ring 3 lldt", lldt ax
        AT_RING3 "ring 3 ltr", ltr ax
        AT_RING3 "ring 3 lmsw", lmsw ax
        AT_RING3 "ring 3 clts", clts
        AT_RING3 "ring 3 mov from cr0", mov eax, cr0
        AT_RING3 "ring 3 mov to cr0", mov cr0, eax
        AT_RING3 "ring 3 mov to cr3", mov cr3, eax
        AT_RING3 "ring 3 mov to cr4", mov cr4, eax
        AT_RING3 "ring 3 mov from dr6", mov eax, dr6
        AT_RING3 "ring 3 mov to dr7", mov dr7, eax
        AT_RING3 "ring 3 invd", invd
        AT_RING3 "ring 3 wbinvd", wbinvd
        AT_RING3 "ring 3 invlpg", invlpg [DATA]
        AT_RING3 "ring 3 rdmsr", rdmsr
        AT_RING3 "ring 3 wrmsr", wrmsr
        AT_RING3 "ring 3 cli", cli
        AT_RING3 "ring 3 sti", sti
        AT_RING3 "ring 3 smsw", smsw [DATA]
        AT_RING3 "ring 3 sgdt", sgdt [DATA]
        AT_RING3 "ring 3 sidt", sidt [DATA]
        AT_RING3 "ring 3 sldt", sldt eax
        AT_RING3 "ring 3 str", str eax
        AT_RING3 "ring 3 cpuid", nop
CASE "ring 1 hlt"
        RING    1
        hlt
CASE "ring 1 cli"
        RING    1
        cli
CASE "ring 1 cli with iopl 1"
        push    dword 1 << 12 | 2
        popfd
        RING    1
        sti
        cli
        ud2
CASE "ring 3 rdtsc"
        RING    3
        rdtsc
        xor     eax, eax
        ud2
CASE "ring 3 rdtsc and tsd"
        mov     eax, 4
        mov     cr4, eax
        rdtsc
        xor     eax, eax
        RING    3
        xor     eax, eax
        rdtsc
CASE "port map denies"
        mov     byte [TSS_MAIN + IO_MAP + 2], 2
        RING    3
        in      al, 0x10
        xor     eax, eax
        in      al, 0x11
CASE "port map denies a word"
        mov     byte [TSS_MAIN + IO_MAP + 2], 2
        RING    3
        xor     eax, eax
        in      ax, 0x10
CASE "port map denies a doubleword"
        mov     byte [TSS_MAIN + IO_MAP + 3], 1
        RING    3
        xor     eax, eax
        in      eax, 0x15
CASE "port map limit"
        RING    3
        xor     eax, eax
        mov     dx, 0x20 * 8 - 16
        out     dx, al
        mov     dx, 0x20 * 8
        out     dx, al
CASE "port map with iopl 3"
        mov     byte [TSS_MAIN + IO_MAP + 2], 2
        push    dword FL_IOPL3 | 2
        popfd
        RING    3
        in      al, 0x11
        xor     eax, eax
        ud2
CASE "port map string"
        mov     byte [TSS_MAIN + IO_MAP + 2], 2
        RING    3
        xor     eax, eax
        mov     edx, 0x11
        mov     edi, DATA
        insb
CASE "port map base beyond the limit"
        mov     word [TSS_MAIN + 0x66], 0xFFFF
        RING    3
        xor     eax, eax
        out     0xED, al
CASE "ports of a 16 bit task"
        mov     word [TSS_C + 0x0E], .there - IMAGE
        mov     word [TSS_C + 0x02], 0xF800
        mov     word [TSS_C + 0x04], DATA0
        SET_DESCRIPTOR SPARE, IMAGE, 0xFFFFF, 0xFB, 0
        mov     word [TSS_C + 0x22], 0
        mov     word [TSS_C + 0x24], SPARE | 3
        mov     word [TSS_C + 0x26], DATA3
        mov     word [TSS_C + 0x28], 0
        mov     dword [case_start], .there - IMAGE
        jmp     TASKC:0
        bits    16
.there: movzx   esp, sp
        xor     eax, eax
        out     0xED, al
        bits    32
CASE "cr0 nw without cd"
        mov     ebx, 0x20000011
        EXPECT  mov cr0, ebx
        END
CASE "cr0 reserved bits"
        mov     eax, cr0
        and     eax, 0x1FFFFFFF
        mov     ebx, eax
        or      eax, 0x0FFAFFC0
        mov     cr0, eax
        mov     eax, cr0
        mov     cr0, ebx
        xor     eax, ebx
        SHOW    eax
        END
CASE "cr1 and cr5"
        EXPECT  db 0x0F, 0x20, 0xC8
        EXPECT  db 0x0F, 0x22, 0xE8
        EXPECT  db 0x0F, 0x20, 0xF8
        END
CASE "cr5 at ring 3"
        RING    3
        xor     eax, eax
        db      0x0F, 0x20, 0xE8
CASE "dr4 and dr5"
        mov     ebx, dr4
        mov     ecx, dr6
        xor     ebx, ecx
        SHOW    ebx
        mov     eax, 8
        mov     cr4, eax
        xor     eax, eax
        EXPECT  mov ebx, dr4
        EXPECT  mov dr5, ebx
        END
CASE "dr6 and dr7 fixed bits"
        xor     eax, eax
        mov     dr6, eax
        mov     eax, dr6
        SHOW    eax
        xor     eax, eax
        mov     dr7, eax
        mov     eax, dr7
        SHOW    eax
        END
CASE "general detect"
        mov     eax, 0x2000
        mov     dr7, eax
        xor     eax, eax
        EXPECT  mov ebx, dr0
        mov     eax, dr6
        and     eax, 0xE000
        SHOW    eax
        mov     eax, dr7
        and     eax, 0x2000
        SHOW    eax
        END
CASE "lmsw cannot clear pe"
        xor     eax, eax
        lmsw    ax
        smsw    ax
        and     eax, 0xF
        SHOW    eax
        mov     eax, 0xE
        lmsw    ax
        smsw    ax
        and     eax, 0xF
        SHOW    eax
        clts
        smsw    ax
        and     eax, 0xF
        SHOW    eax
        END
CASE "lldt"
        mov     eax, LAST
        EXPECT  lldt ax
        mov     eax, LOCALDATA
        EXPECT  lldt ax
        mov     eax, DATA0
        EXPECT  lldt ax
        and     byte [GDT + LDT_SEL + 5], 0x7F
        mov     eax, LDT_SEL
        EXPECT  lldt ax
        xor     eax, eax
        lldt    ax
        sldt    eax
        SHOW    eax
        mov     eax, 3
        lldt    ax
        sldt    eax
        SHOW    eax
        END
CASE "ltr"
        xor     eax, eax
        EXPECT  ltr ax
        mov     eax, LAST
        EXPECT  ltr ax
        mov     eax, LOCALDATA
        EXPECT  ltr ax
        mov     eax, TSS
        EXPECT  ltr ax
        mov     eax, DATA0
        EXPECT  ltr ax
        and     byte [GDT + TASKB + 5], 0x7F
        mov     eax, TASKB
        EXPECT  ltr ax
        mov     eax, TASKC
        ltr     ax
        str     eax
        SHOW    eax
        movzx   eax, byte [GDT + TASKC + 5]
        SHOW    eax
        END
CASE "tables stored"
        mov     dword [DATA + 8], -1
        sgdt    [DATA]
        SHOW    [DATA]
        movzx   eax, word [DATA + 4]
        SHOW    eax
        o16 sgdt [DATA]
        SHOW    [DATA + 2]
        sidt    [DATA]
        SHOW    [DATA]
        o16 lgdt [DATA + 0x20]
        sgdt    [DATA]
        lgdt    [gdt_pointer]
        SHOW    [DATA + 2]
        mov     dword [DATA], 0xFFFFFFFF
        sldt    [DATA]
        SHOW    [DATA]
        END
CASE "lgdt with 16 bit operands"
        mov     dword [DATA], 0x5678FFFF
        mov     dword [DATA + 4], 0xAA001234
        o16 lgdt [DATA]
        sgdt    [DATA + 8]
        lgdt    [gdt_pointer]
        SHOW    [DATA + 10]
        END
