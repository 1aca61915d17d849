; Far JMP and CALL (SDM 3A §5.8; SDM 2, JMP and CALL).

CASE "jmp null"
        EXPECT  jmp 0:0
        EXPECT  jmp 3:0
        END
CASE "jmp limit"
        EXPECT  jmp LAST:0
        END
CASE "jmp data"
        EXPECT  jmp DATA0:0
        END
CASE "jmp absent"
        EXPECT  jmp ABSENTCODE:0
        EXPECT  call ABSENTCODE:0
        END
CASE "jmp dpl"
        EXPECT  jmp CODE3:.there
        EXPECT  jmp (CODE3 & ~3):.there
        EXPECT  jmp CODE1:.there
.there: END
CASE "jmp rpl"
        EXPECT  jmp (CODE0 | 3):.there
.there: END
CASE "jmp beyond limit"
        EXPECT  jmp SHORTCODE:0x1000
        EXPECT  call SHORTCODE:0x1000
        END
CASE "jmp conforming from ring 3"
        RING    3
        jmp     CONFORMING:.there
.there: mov     eax, cs
        SHOW    eax
        jmp     CODE3:.back
.back:  mov     eax, cs
        SHOW    eax
        jmp     CODE0:.there
CASE "jmp conforming dpl above"
        SET_DESCRIPTOR SPARE, 0, 0xFFFFF, 0xFF, 0xC
        EXPECT  jmp SPARE:.there
.there: END
CASE "jmp system types"
        EXPECT  jmp LDT_SEL:0
        EXPECT  jmp TSS:0
        SET_DESCRIPTOR SPARE, 0, 0, 0x8E, 0
        EXPECT  jmp SPARE:0
        END
CASE "jmp local"
        jmp     LOCALCODE:.there
.there: mov     eax, cs
        SHOW    eax
        EXPECT  jmp 0x14:0
        END
CASE "jmp by memory"
        mov     dword [DATA], .there
        mov     dword [DATA + 4], CODE0
        jmp     far [DATA]
.there: mov     word [DATA + 0x10], .there - IMAGE
        EXPECT  db 0xFF, 0xE8
        EXPECT  db 0xFF, 0xD8
        mov     dword [DATA + 4], ABSENTCODE
        EXPECT  jmp far [DATA]
        END
CASE "call same level"
        mov     ebx, esp
        call    CODE0:.there
.there: sub     ebx, esp
        SHOW    ebx
        mov     eax, [esp]
        sub     eax, .there
        SHOW    eax
        movzx   eax, word [esp + 4]
        SHOW    eax
        END
CASE "call 16 bit code"
        mov     ebx, esp
        call    word CODE16:(.there - IMAGE)
.back:  END
        bits    16
.there: o32 mov eax, cs
        int     0x31
        o32 mov eax, ebx
        o32 sub eax, esp
        int     0x31
        jmp     dword CODE0:next_case
        bits    32
CASE "gate same level"
        GATE    GDT + CALLGATE, CODE0, .there, 0xEC, 0
        mov     ebx, esp
        call    CALLGATE:0x12345678
.back:  sub     ebx, esp
        SHOW    ebx
        END
.there: retf
CASE "gate to ring 0"
        GATE    GDT + CALLGATE, CODE0 | 3, .there, 0xEC, 2
        RING    3
        push    dword 0x11111111
        push    dword 0x22222222
        mov     ebx, esp
        call    CALLGATE:0
.back:  sub     ebx, esp
        SHOW    ebx
        mov     eax, ss
        SHOW    eax
        ud2
.there: mov     eax, cs
        SHOW    eax
        mov     eax, ss
        SHOW    eax
        mov     eax, esp
        SHOW    eax
        mov     eax, [esp]
        sub     eax, .back
        SHOW    eax
        SHOW    [esp + 8]
        SHOW    [esp + 12]
        SHOW    [esp + 16]
        SHOW    [esp + 20]
        SHOW    [esp + 24]
        retf    8
CASE "gate to ring 1"
        GATE    GDT + CALLGATE, CODE1, .there, 0xEC, 0
        RING    3
        call    CALLGATE:0
.there: mov     eax, cs
        SHOW    eax
        mov     eax, esp
        SHOW    eax
        ud2
CASE "gate to conforming"
        GATE    GDT + CALLGATE, CONFORMING, .there, 0xEC, 5
        RING    3
        mov     ebx, esp
        call    CALLGATE:0
.there: mov     eax, cs
        SHOW    eax
        sub     ebx, esp
        SHOW    ebx
        ud2
CASE "gate jmp same level"
        GATE    GDT + CALLGATE, CODE0, .there, 0xEC, 0
        jmp     CALLGATE:0
.there: mov     eax, esp
        SHOW    eax
        END
CASE "gate jmp to inner"
        GATE    GDT + CALLGATE, CODE0, .there, 0xEC, 0
        RING    3
        jmp     CALLGATE:0
.there: END
CASE "gate to outer"
        GATE    GDT + CALLGATE, CODE3, .there, 0xEC, 0
        EXPECT  call CALLGATE:0
.there: END
CASE "gate dpl"
        GATE    GDT + CALLGATE, CODE0, .there, 0x8C, 0
        RING    3
        call    CALLGATE:0
.there: END
CASE "gate rpl above dpl"
        GATE    GDT + CALLGATE, CODE0, .there, 0x8C, 0
        EXPECT  call (CALLGATE | 3):0
.there: END
CASE "gate absent"
        GATE    GDT + CALLGATE, CODE0, .there, 0x6C, 0
        EXPECT  call CALLGATE:0
.there: END
CASE "gate null target"
        GATE    GDT + CALLGATE, 0, .there, 0xEC, 0
        EXPECT  call CALLGATE:0
.there: END
CASE "gate target limit"
        GATE    GDT + CALLGATE, LAST, .there, 0xEC, 0
        EXPECT  call CALLGATE:0
.there: END
CASE "gate target data"
        GATE    GDT + CALLGATE, DATA0, .there, 0xEC, 0
        EXPECT  call CALLGATE:0
.there: END
CASE "gate target absent"
        GATE    GDT + CALLGATE, ABSENTCODE, .there, 0xEC, 0
        EXPECT  call CALLGATE:0
.there: END
CASE "gate target beyond limit"
        GATE    GDT + CALLGATE, SHORTCODE, .there, 0xEC, 0
        EXPECT  call CALLGATE:0
.there: END
CASE "gate inner ss null"
        GATE    GDT + CALLGATE, CODE1, .there, 0xEC, 0
        mov     dword [TSS_MAIN + 16], 0
        RING    3
        call    CALLGATE:0
.there: END
CASE "gate inner ss rpl"
        GATE    GDT + CALLGATE, CODE1, .there, 0xEC, 0
        mov     dword [TSS_MAIN + 16], DATA1 & ~3
        RING    3
        call    CALLGATE:0
.there: END
CASE "gate inner ss dpl"
        GATE    GDT + CALLGATE, CODE1, .there, 0xEC, 0
        mov     dword [TSS_MAIN + 16], DATA0 | 1
        RING    3
        call    CALLGATE:0
.there: END
CASE "gate inner ss limit"
        GATE    GDT + CALLGATE, CODE1, .there, 0xEC, 0
        mov     dword [TSS_MAIN + 16], LAST | 1
        RING    3
        call    CALLGATE:0
.there: END
CASE "gate inner ss absent"
        GATE    GDT + CALLGATE, CODE1, .there, 0xEC, 0
        SET_DESCRIPTOR SPARE, 0, 0xFFFFF, 0x33, 0xC
        mov     dword [TSS_MAIN + 16], SPARE | 1
        RING    3
        call    CALLGATE:0
.there: END
CASE "gate inner ss without room"
        GATE    GDT + CALLGATE, CODE1, .there, 0xEC, 0
        SET_DESCRIPTOR SPARE, 0, 0xFFFFF, 0xB3, 0x4
        mov     dword [TSS_MAIN + 12], 8
        mov     dword [TSS_MAIN + 16], SPARE | 1
        RING    3
        call    CALLGATE:0
.there: END
CASE "gate tss limit"
        GATE    GDT + CALLGATE, CODE1, .there, 0xEC, 0
        and     byte [GDT + TSS + 5], ~2
        mov     word [GDT + TSS], 0x10
        mov     ax, TSS
        ltr     ax
        RING    3
        call    CALLGATE:0
.there: END
CASE "gate 16 bit"
        GATE    GDT + CALLGATE16, CODE16, .there - IMAGE, 0xE4, 0
        mov     ebx, esp
        call    CALLGATE16:0
.back:  END
        bits    16
.there: o32 mov eax, ebx
        o32 sub eax, esp
        int     0x31
        jmp     dword CODE0:next_case
        bits    32
CASE "gate 16 bit to ring 0"
        GATE    GDT + CALLGATE16, SPARE, .there - IMAGE, 0xE4, 1
        SET_DESCRIPTOR SPARE, IMAGE, 0xFFFF, 0x9B, 4
        RING    3
        push    word 0x7777
        call    CALLGATE16:0
.there: mov     eax, esp
        SHOW    eax
        movzx   eax, word [esp + 2]
        SHOW    eax
        SHOW    [esp + 8]
        SHOW    [esp + 10]
        jmp     CODE0:next_case
CASE "near jmp beyond limit"
        SET_DESCRIPTOR SPARE, 0, 0x1FF, 0x9B, 0xC
        jmp     SPARE:.there
.there: EXPECT  jmp 0x200000
        mov     ebx, 0x200000
        jmp     SPARE:.more
.more:  EXPECT  call ebx
        jmp     SPARE:.last
.last:  push    ebx
        EXPECT  ret
        END
CASE "code limit cuts an instruction"
        mov     byte [DATA + 0xFFE], 0x90
        mov     byte [DATA + 0xFFF], 0xB8
        SET_DESCRIPTOR SPARE, DATA, 0xFFF, 0x9B, 4
        mov     dword [case_start], 0
        jmp     SPARE:0xFFE
