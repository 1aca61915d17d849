; Interrupt, trap and task gates (SDM 3A §6.11 to §6.14; SDM 2, INT n).

CASE "int 3 and into"
        int3
CASE "into"
        mov     al, 0x7F
        inc     al
        into
CASE "into without overflow"
        xor     eax, eax
        into
        END
CASE "int1"
        db      0xF1
CASE "int1 at ring 3"
        RING    3
        db      0xF1
CASE "int n gate dpl"
        RING    3
        int     0x20
CASE "int n as exception"
        RING    3
        int     13
CASE "int n pushes no error code"
        GATE    IDT + 13 * 8, CODE0, .there, 0x8E, 0
        int     13
.there: SHOW    [esp + 8]
        END
CASE "int beyond the idt"
        EXPECT  int 0x40
        END
CASE "int empty gate"
        mov     dword [IDT + 0x30 * 8 + 4], 0
        EXPECT  int 0x30
        mov     dword [IDT + 0x30 * 8 + 4], 0xEC00
        EXPECT  int 0x30
        mov     dword [IDT + 0x30 * 8 + 4], 0xF300
        EXPECT  int 0x30
        END
CASE "int absent gate"
        mov     byte [IDT + 0x30 * 8 + 5], 0x6E
        EXPECT  int 0x30
        END
CASE "int gate selectors"
        GATE    IDT + 0x30 * 8, 0, next_case, 0xEE, 0
        EXPECT  int 0x30
        GATE    IDT + 0x30 * 8, LAST, next_case, 0xEE, 0
        EXPECT  int 0x30
        GATE    IDT + 0x30 * 8, DATA0, next_case, 0xEE, 0
        EXPECT  int 0x30
        GATE    IDT + 0x30 * 8, ABSENTCODE, next_case, 0xEE, 0
        EXPECT  int 0x30
        GATE    IDT + 0x30 * 8, CODE3, next_case, 0xEE, 0
        EXPECT  int 0x30
        GATE    IDT + 0x30 * 8, SHORTCODE, next_case, 0xEE, 0
        EXPECT  int 0x30
        END
CASE "exception through an empty gate"
        mov     dword [IDT + 6 * 8 + 4], 0
        ud2
CASE "exception through an absent gate"
        and     byte [IDT + 6 * 8 + 5], 0x7F
        ud2
CASE "exception through a bad selector"
        mov     word [IDT + 6 * 8 + 2], LAST
        ud2
CASE "interrupt gate clears if"
        GATE    IDT + 0x30 * 8, CODE0, .there, 0xEE, 0
        sti
        int     0x30
.there: pushfd
        pop     eax
        SHOW    eax
        SHOW    [esp + 12]
        END
CASE "trap gate keeps if"
        GATE    IDT + 0x30 * 8, CODE0, .there, 0xEF, 0
        sti
        int     0x30
.there: pushfd
        pop     eax
        SHOW    eax
        END
CASE "gate clears nt and ac stays"
        GATE    IDT + 0x30 * 8, CODE0, .there, 0xEF, 0
        push    dword FL_NT | FL_AC | 2
        popfd
        int     0x30
.there: pushfd
        pop     eax
        SHOW    eax
        SHOW    [esp + 12]
        END
CASE "16 bit gate"
        GATE    IDT + 0x30 * 8, CODE16, .there - IMAGE, 0xE6, 0
        mov     ebx, esp
        int     0x30
        END
        bits    16
.there: o32 mov eax, ebx
        o32 sub eax, esp
        int     0x31
        jmp     dword CODE0:next_case
        bits    32
CASE "interrupt to ring 1"
        GATE    IDT + 0x30 * 8, CODE1, .there, 0xEE, 0
        RING    3
        int     0x30
.back:  ud2
.there: mov     eax, cs
        SHOW    eax
        mov     eax, esp
        SHOW    eax
        SHOW    [esp + 8]
        SHOW    [esp + 12]
        SHOW    [esp + 16]
        iret
CASE "interrupt to conforming"
        GATE    IDT + 0x30 * 8, CONFORMING, .there, 0xEE, 0
        RING    3
        int     0x30
.there: mov     eax, cs
        SHOW    eax
        mov     eax, esp
        SHOW    eax
        ud2
CASE "interrupt stack of the tss"
        mov     word [TSS_MAIN + 16], LAST | 1
        GATE    IDT + 0x30 * 8, CODE1, next_case, 0xEE, 0
        RING    3
        int     0x30
CASE "exception with a bad stack"
        mov     word [TSS_MAIN + 16], LAST | 1
        mov     word [IDT + 6 * 8 + 2], CODE1
        RING    3
        ud2
CASE "exception with a null stack"
        mov     word [TSS_MAIN + 16], 0
        mov     word [IDT + 6 * 8 + 2], CODE1
        RING    3
        ud2
CASE "interrupt stack without room"
        SET_DESCRIPTOR SPARE, 0, 0xFFFFF, 0xB3, 0x4
        mov     dword [TSS_MAIN + 12], 8
        mov     word [TSS_MAIN + 16], SPARE | 1
        GATE    IDT + 0x30 * 8, CODE1, next_case, 0xEE, 0
        RING    3
        int     0x30
CASE "lidt limit"
        mov     word [DATA], 0x31 * 8 + 7
        mov     dword [DATA + 2], IDT
        lidt    [DATA]
        EXPECT  int 0x32
        mov     word [DATA], 0x32 * 8 + 6
        lidt    [DATA]
        EXPECT  int 0x32
        END
