; Loads of segment registers and the limits they set (SDM 3A §5.3 to §5.7; SDM 2, MOV, POP, LDS).

%macro LOAD 2                       ; name of the register, selector
        mov     eax, %2
        EXPECT mov %1, ax
%endmacro

CASE "ds null"
        LOAD    ds, 0
        LOAD    ds, 3
        mov     eax, 0
        mov     es, eax
        EXPECT  mov eax, [es:DATA]
        END
CASE "ds limit"
        LOAD    ds, LAST
        LOAD    ds, LAST | 3
        LOAD    ds, 0x14
        END
CASE "ds absent"
        LOAD    ds, ABSENT
        END
CASE "ds execute only"
        LOAD    ds, EXECUTEONLY
        END
CASE "ds system"
        LOAD    ds, TSS
        LOAD    ds, CALLGATE
        END
CASE "ds rpl above dpl"
        LOAD    ds, DATA0 | 3
        END
CASE "ds conforming"
        LOAD    ds, CONFORMING | 3
        END
CASE "ds local"
        LOAD    ds, LOCALDATA
        xor     eax, eax
        lldt    ax
        LOAD    ds, LOCALDATA
        END
CASE "ds at cpl 3"
        RING    3
        mov     ax, CONFORMING
        mov     ds, ax
        mov     eax, DATA0
        mov     ds, ax
CASE "code readable at cpl 3"
        RING    3
        mov     eax, CODE3
        mov     es, ax
        mov     ebx, [es:header]
        SHOW    ebx
        xor     eax, eax
        mov     [es:DATA], eax
CASE "ss null"
        LOAD    ss, 0
        LOAD    ss, 2
        END
CASE "ss at cpl 3 null"
        RING    3
        mov     eax, 3
        mov     ss, ax
CASE "ss rpl"
        LOAD    ss, DATA3
        LOAD    ss, DATA0 | 1
        END
CASE "ss code"
        LOAD    ss, CODE0
        END
CASE "ss read only"
        LOAD    ss, READONLY
        END
CASE "ss absent"
        LOAD    ss, ABSENT
        END
CASE "ss limit"
        LOAD    ss, LAST
        END
CASE "cs by mov"
        mov     eax, CODE0
        EXPECT  db 0x8E, 0xC8
        EXPECT  db 0x8E, 0xF0
        EXPECT  db 0x8E, 0xF8
        EXPECT  db 0x8C, 0xF0
        END
CASE "pop keeps esp on a fault"
        push    dword ABSENT
        EXPECT  pop ds
        END
CASE "pop fs sizes"
        mov     ebx, esp
        push    dword DATA0 | 0x55550000
        pop     fs
        sub     ebx, esp
        SHOW    ebx
        push    word DATA0
        o16 pop fs
        mov     eax, fs
        SHOW    eax
        END
CASE "lds keeps the register on a fault"
        mov     dword [DATA], 0x12345678
        mov     dword [DATA + 4], ABSENT
        mov     ebx, 1
        FAULT_TO .after
        lds     ebx, [DATA]
.after: SHOW    ebx
        EXPECT  db 0xC5, 0xC0
        END
CASE "les lfs lgs lss"
        mov     dword [DATA], 0x12345678
        mov     dword [DATA + 4], DATA0
        les     ebx, [DATA]
        lfs     ecx, [DATA]
        lgs     edx, [DATA]
        SHOW    ebx
        SHOW    ecx
        SHOW    edx
        mov     dword [DATA], KERNEL_TOP - 64
        lss     esp, [DATA]
        mov     eax, esp
        SHOW    eax
        END
CASE "accessed bit"
        SET_DESCRIPTOR SPARE, 0, 0xFFFFF, 0x92, 0xC
        SET_DESCRIPTOR SPARE2, 0, 0xFFFFF, 0x12, 0xC
        mov     eax, SPARE
        mov     es, ax
        SHOW    [GDT + SPARE + 4]
        LOAD    es, SPARE2
        SHOW    [GDT + SPARE2 + 4]
        END
CASE "write to read only"
        mov     eax, READONLY
        mov     fs, ax
        mov     ebx, [fs:DATA]
        EXPECT  mov [fs:DATA], ebx
        EXPECT  add [fs:DATA], ebx
        END
CASE "write to code"
        EXPECT  mov [cs:DATA], eax
        mov     ebx, [cs:header]
        SHOW    ebx
        END
CASE "read of execute only"
        jmp     EXECUTEONLY:.there
.there: EXPECT  mov eax, [cs:header]
        END
CASE "limit of data"
        mov     eax, SMALLDATA
        mov     fs, ax
        mov     byte [fs:0xFFF], 0x5A
        mov     ebx, [fs:0xFFC]
        SHOW    ebx
        EXPECT  mov al, [fs:0x1000]
        EXPECT  mov ax, [fs:0xFFF]
        EXPECT  mov eax, [fs:0xFFD]
        EXPECT  mov [fs:0xFFFFFFFF], al
        END
CASE "limit of expand down"
        mov     eax, EXPANDDOWN
        mov     fs, ax
        mov     dword [fs:0x1000], 7
        SHOW    [DATA + 0x1000]
        EXPECT  mov al, [fs:0xFFF]
        EXPECT  mov eax, [fs:0xFFD]
        EXPECT  mov eax, [fs:0xFFFFFFFE]
        END
CASE "limit of stack"
        mov     ebx, esp
        mov     eax, SMALLSTACK
        mov     ss, ax
        mov     esp, 0x1000
        mov     ebp, 0x1000
        mov     dword [continue_at], .go
        mov     byte [IDT + 12 * 8 + 5], 0x85
        mov     word [IDT + 12 * 8 + 2], TASKDF
        mov     dword [TSS_DF + 0x20], .task
        mov     eax, [ebp - 3]
.task:  pop     ebx
        SHOW    ebx
        mov     eax, [TSS_MAIN + 0x20]
        sub     eax, [case_start]
        SHOW    eax
.go:    END
%macro LOW_STACK 1+                 ; an instruction with a stack segment that ends below 300000h
        mov     eax, SPARE
        mov     ss, ax
        EXPECT  %1
%endmacro
CASE "ss override faults as stack"
        SET_DESCRIPTOR SPARE, 0, 0x2FF, 0x93, 0xC
        LOW_STACK mov eax, [ss:0x400000]
        LOW_STACK mov eax, [ebp + 0x400000]
        LOW_STACK mov eax, [esp + 0x400000]
        LOW_STACK mov [ebp + 0x2FFFFD], eax
        LOW_STACK mov eax, [ds:ebp + 0x300000]
        END
CASE "push at the limit"
        SET_DESCRIPTOR SPARE, 0, 0x20E, 0x93, 0xC
        mov     eax, SPARE
        mov     ss, ax
        mov     ebx, esp
        mov     esp, 0x300000
        FAULT_TO .after
        mov     word [IDT + 12 * 8 + 2], TASKDF
        mov     byte [IDT + 12 * 8 + 5], 0x85
        mov     dword [TSS_DF + 0x20], .after
        push    eax
.after: SHOW    [TSS_MAIN + 0x38]
        END
