; Instructions of which the vectors of single steps leave something out.

%macro QUERY 2                      ; instruction on EAX, selector: shows ZF and the result
        mov     eax, 0x55555555
        mov     ebx, %2
        %1
        pushfd
        pop     ecx
        shr     ecx, 6
        and     ecx, 1
        SHOW    ecx
        SHOW    eax
%endmacro
%macro ALL_SELECTORS 1+
        QUERY   {%1}, 0
        QUERY   {%1}, CODE0
        QUERY   {%1}, DATA0
        QUERY   {%1}, CODE3
        QUERY   {%1}, DATA0 | 3
        QUERY   {%1}, TSS
        QUERY   {%1}, LDT_SEL
        QUERY   {%1}, TASKC
        QUERY   {%1}, CONFORMING | 3
        QUERY   {%1}, EXECUTEONLY
        QUERY   {%1}, READONLY
        QUERY   {%1}, ABSENT
        QUERY   {%1}, TASKGATE
        QUERY   {%1}, CALLGATE
        QUERY   {%1}, CALLGATE16
        QUERY   {%1}, SPARE
        QUERY   {%1}, LAST
        QUERY   {%1}, LOCALDATA
        QUERY   {%1}, 0x14
%endmacro
CASE "lar"
        SET_DESCRIPTOR SPARE, 0, 0, 0x8E, 0
        ALL_SELECTORS lar eax, ebx
        END
CASE "lsl"
        SET_DESCRIPTOR SPARE, 0, 0, 0x8E, 0
        ALL_SELECTORS lsl eax, ebx
        END
CASE "verr"
        ALL_SELECTORS verr bx
        END
CASE "verw"
        ALL_SELECTORS verw bx
        END
CASE "lar 16 bit"
        QUERY   {lar ax, bx}, CODE0
        QUERY   {lsl ax, bx}, CODE0
        END
CASE "lar at ring 3"
        RING    3
        ALL_SELECTORS lar eax, ebx
        ud2
CASE "verr at ring 3"
        RING    3
        ALL_SELECTORS verr bx
        ud2
CASE "arpl"
        mov     eax, 0x12340010
        mov     ebx, 3
        arpl    ax, bx
        pushfd
        SHOW    eax
        pop     eax
        SHOW    eax
        arpl    ax, bx
        mov     ebx, 0
        arpl    ax, bx
        pushfd
        pop     eax
        SHOW    eax
        END
CASE "bound"
        mov     dword [DATA], -5
        mov     dword [DATA + 4], 5
        mov     eax, 5
        bound   eax, [DATA]
        mov     eax, -5
        bound   eax, [DATA]
        mov     eax, 6
        EXPECT  bound eax, [DATA]
        mov     eax, -6
        EXPECT  bound eax, [DATA]
        EXPECT  db 0x62, 0xC0
        mov     dword [DATA], 0x00050001
        mov     eax, 0x77770003
        bound   ax, [DATA]
        mov     eax, 0x77770006
        EXPECT  bound ax, [DATA]
        END
CASE "lock"
        EXPECT  db 0xF0, 0x90
        EXPECT  db 0xF0, 0x01, 0xC0
        EXPECT  db 0xF0, 0x03, 0x05, 0x00, 0x00, 0x22, 0x00
        EXPECT  db 0xF0, 0x39, 0x05, 0x00, 0x00, 0x22, 0x00
        EXPECT  db 0xF0, 0x89, 0x05, 0x00, 0x00, 0x22, 0x00
        EXPECT  db 0xF0, 0x85, 0x05, 0x00, 0x00, 0x22, 0x00
        EXPECT  db 0xF0, 0x0F, 0xA3, 0x05, 0x00, 0x00, 0x22, 0x00
        EXPECT  db 0xF0, 0x0F, 0xBA, 0x25, 0x00, 0x00, 0x22, 0x00, 0x04
        EXPECT  db 0xF0, 0xA4
        EXPECT  db 0xF0, 0xFF, 0x35, 0x00, 0x00, 0x22, 0x00
        EXPECT  db 0xF0, 0xC1, 0x25, 0x00, 0x00, 0x22, 0x00, 0x04
        lock inc dword [DATA]
        lock bts dword [DATA], 4
        lock xadd [DATA], eax
        lock xchg [DATA], eax
        lock cmpxchg8b [DATA]
        lock neg dword [DATA]
        SHOW    eax
        END
CASE "undefined opcodes"
        EXPECT  ud2
        EXPECT  db 0x0F, 0xB9, 0xC0
        EXPECT  db 0x0F, 0x04
        EXPECT  db 0x0F, 0x0A
        EXPECT  db 0x0F, 0x00, 0xF0
        EXPECT  db 0x0F, 0x00, 0xF8
        EXPECT  db 0x0F, 0x01, 0xE8
        EXPECT  db 0x0F, 0x01, 0xD0
        EXPECT  db 0x0F, 0x01, 0xC0
        EXPECT  db 0x0F, 0x01, 0xFB
        EXPECT  db 0xFE, 0xD0
        EXPECT  db 0xFF, 0xF8
        EXPECT  db 0x8F, 0xC8
        EXPECT  db 0xC6, 0xC8
        EXPECT  db 0xC7, 0xC8
        EXPECT  db 0x0F, 0xBA, 0xC0
        EXPECT  db 0x0F, 0xC7, 0xC8
        EXPECT  db 0x8D, 0xC0
        EXPECT  db 0x0F, 0xB2, 0xC0
        END
CASE "length"
        times 14 db 0x3E
        nop
        EXPECT  db 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x3E, 0x90
        EXPECT  db 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0xB8, 0, 0
        END
CASE "enter"
        mov     ebp, DATA + 0x200
        mov     dword [DATA + 0x1FC], 0x0F0E0D0C
        mov     dword [DATA + 0x1F8], 0x0F0E0D0B
        mov     ebx, esp
        enter   0x20, 3
        mov     eax, ebx
        sub     eax, ebp
        SHOW    eax
        mov     eax, ebp
        sub     eax, esp
        SHOW    eax
        SHOW    [ebp]
        SHOW    [ebp - 4]
        SHOW    [ebp - 8]
        mov     eax, [ebp - 12]
        sub     eax, ebp
        SHOW    eax
        leave
        sub     ebx, esp
        SHOW    ebx
        END
CASE "enter without room"
        PAGING
        PTE     DATA + 0x1000, 6
        mov     ebp, 0x12345678
        mov     dword [IDT + 14 * 8], TASKDF << 16
        mov     dword [IDT + 14 * 8 + 4], 0x8500
        mov     dword [TSS_DF + 0x20], .after
        mov     esp, DATA + 0x2008
        enter   0x20, 0
.after: pop     eax
        SHOW    eax
        mov     eax, cr2
        SHOW    eax
        SHOW    [TSS_MAIN + 0x38]
        SHOW    [TSS_MAIN + 0x3C]
        END
CASE "pusha and popa"
        mov     ebx, esp
        mov     eax, 0xA1
        mov     ecx, 0xC1
        pusha
        mov     eax, [esp + 12]
        sub     eax, ebx
        SHOW    eax
        SHOW    [esp + 28]
        mov     dword [esp + 12], 0
        popa
        sub     ebx, esp
        SHOW    ebx
        END
CASE "push esp and pop esp"
        mov     ebx, esp
        push    esp
        mov     eax, [esp]
        sub     eax, ebx
        SHOW    eax
        push    ebx
        pop     esp
        sub     ebx, esp
        SHOW    ebx
        push    dword 0x600D
        pop     dword [esp - 4 + 4 - 4]
        SHOW    [esp - 4 - 4]
        END
CASE "stack of 16 bits"
        mov     ecx, esp
        mov     eax, STACK16
        mov     ss, ax
        mov     esp, 0x1234F000
        push    eax
        mov     ebx, esp
        mov     esp, 0x12340002
        pop     ax
        mov     edx, esp
        mov     eax, DATA0
        mov     ss, ax
        mov     esp, ecx
        SHOW    ebx
        SHOW    edx
        SHOW    [0x20EFFC]
        END
CASE "stack of 16 bits wraps"
        mov     ecx, esp
        mov     eax, STACK16
        mov     ss, ax
        mov     esp, 0x56780000
        push    dword 0x0BADF00D
        mov     ebx, esp
        mov     eax, DATA0
        mov     ss, ax
        mov     esp, ecx
        SHOW    ebx
        SHOW    [0x20FFFC]
        END
CASE "divide errors"
        xor     ecx, ecx
        mov     eax, 5
        EXPECT  div ecx
        mov     edx, 1
        mov     ecx, 1
        mov     eax, 0
        EXPECT  div ecx
        mov     eax, 0x80000000
        mov     edx, -1
        mov     ecx, -1
        EXPECT  idiv ecx
        mov     eax, 0
        EXPECT  aam 0
        END
CASE "coprocessor absent or lazily switched"
        mov     eax, cr0
        or      eax, CR0_EM
        mov     cr0, eax
        xor     eax, eax
        EXPECT  fnop
        mov     eax, cr0
        and     eax, ~CR0_EM
        or      eax, CR0_TS
        mov     cr0, eax
        xor     eax, eax
        EXPECT  fnop
        wait
        mov     eax, cr0
        or      eax, CR0_MP
        mov     cr0, eax
        xor     eax, eax
        EXPECT  wait
        END
CASE "operand and privilege order"
        RING    3
        xor     eax, eax
        lgdt    [0xF0000000]
CASE "lock before privilege"
        RING    3
        xor     eax, eax
        db      0xF0, 0x0F, 0x06
CASE "absent page before range"
        PAGING
        SET_DESCRIPTOR SPARE, 0, 0, 0x93, 0
        mov     eax, SPARE
        mov     es, ax
        xor     eax, eax
        EXPECT  mov al, [es:0x800000]
        END
CASE "self modifying"
        mov     byte [.patched + 1], 0x42
        jmp     .patched
.patched:
        mov     al, 0
        SHOW    eax
        mov     byte [.patched + 1], 0
        END
CASE "xlat and segment"
        mov     eax, SMALLDATA
        mov     fs, ax
        mov     byte [DATA + 0x85], 0x99
        mov     ebx, 0x80
        mov     eax, 5
        fs xlatb
        SHOW    eax
        mov     ebx, 0xFFF
        EXPECT  fs xlatb
        END
CASE "cmps flags after scas limit"
        mov     eax, SMALLDATA
        mov     es, ax
        mov     edi, 0xFFE
        mov     ecx, 5
        xor     eax, eax
        EXPECT  repe scasb
        END
