; Far RET and IRET (SDM 2, RET and IRET).

%macro RETF_TO 2
        push    dword %1
        push    dword %2
        EXPECT  retf
%endmacro
%macro IRET_TO 2
        push    dword 2
        push    dword %1
        push    dword %2
        EXPECT  iret
%endmacro

CASE "retf null"
        RETF_TO 0, .there
.there: END
CASE "retf limit"
        RETF_TO LAST, .there
.there: END
CASE "retf data"
        RETF_TO DATA0, .there
.there: END
CASE "retf absent"
        RETF_TO ABSENTCODE, .there
.there: END
CASE "retf dpl"
        RETF_TO CODE0 | 3, .there
        RETF_TO CODE3 & ~3, .there
.there: END
CASE "retf beyond limit"
        RETF_TO SHORTCODE, .there
.there: END
CASE "retf to inner"
        RING    3
        push    dword CODE0
        push    dword .there
        retf
.there: END
CASE "retf outer drops segments"
        mov     ax, CONFORMING
        mov     fs, ax
        mov     ax, DATA3
        mov     gs, ax
        mov     ax, DATA1
        mov     es, ax
        push    dword DATA3
        push    dword USER_TOP - 32
        push    dword 0xAAAAAAAA
        push    dword CODE3
        push    dword .there
        retf    4
.there: mov     eax, ds
        SHOW    eax
        mov     eax, es
        SHOW    eax
        mov     eax, fs
        SHOW    eax
        mov     eax, gs
        SHOW    eax
        ud2
CASE "retf outer ss null"
        push    dword 3
        push    dword USER_TOP
        push    dword CODE3
        push    dword .there
        EXPECT  retf
.there: END
CASE "retf outer ss rpl"
        push    dword DATA3 & ~3
        push    dword USER_TOP
        push    dword CODE3
        push    dword .there
        EXPECT  retf
.there: END
CASE "retf outer ss dpl"
        push    dword DATA0 | 3
        push    dword USER_TOP
        push    dword CODE3
        push    dword .there
        EXPECT  retf
.there: END
CASE "retf outer ss absent"
        SET_DESCRIPTOR SPARE, 0, 0xFFFFF, 0x73, 0xC
        push    dword SPARE | 3
        push    dword USER_TOP
        push    dword CODE3
        push    dword .there
        EXPECT  retf
.there: END
CASE "retf outer 16 bit stack"
        SET_DESCRIPTOR SPARE, 0x200000, 0xFFFFF, 0xF3, 0
        push    dword SPARE | 3
        push    dword 0x12342000
        push    dword CODE3
        push    dword .there
        retf
.there: ud2
CASE "iret null"
        IRET_TO 0, .there
.there: END
CASE "iret absent"
        IRET_TO ABSENTCODE, .there
.there: END
CASE "iret beyond limit"
        IRET_TO SHORTCODE, .there
.there: END
CASE "iret flags at ring 0"
        push    dword 0x00247FD7 & ~FL_NT & ~FL_TF & ~FL_IF
        push    dword CODE0
        push    dword .there
        iret
.there: pushfd
        pop     eax
        SHOW    eax
        ud2
CASE "iret 16 bit flags"
        push    dword FL_AC | FL_ID | 2
        popfd
        push    word 0x0CD7
        push    word CODE16
        push    word .there - IMAGE
        o16 iret
        bits    16
.there: o32 pushfd
        o32 pop eax
        int     0x31
        jmp     dword CODE0:next_case
        bits    32
CASE "iret flags at ring 3"
        RING    3
        push    dword FL_IOPL3 | FL_IF | FL_AC | 0x8D7
        push    dword CODE3
        push    dword .there
        iret
.there: pushfd
        pop     eax
        SHOW    eax
        ud2
CASE "iret flags at ring 3 with iopl 3"
        push    dword FL_IOPL3 | 2
        popfd
        RING    3
        push    dword 2
        push    dword CODE3
        push    dword .there
        iret
.there: pushfd
        pop     eax
        SHOW    eax
        ud2
CASE "popf at ring 3"
        RING    3
        push    dword -1 & ~FL_TF & ~FL_NT
        popfd
        ud2
CASE "popf at ring 0"
        push    dword -1 & ~FL_TF & ~FL_NT & ~FL_IF
        popfd
        ud2
CASE "rf in the image"
        push    dword FL_RF | 2
        push    dword CODE0
        push    dword .there
        iret
.there: nop
        pushfd
        pop     eax
        SHOW    eax
        int     0x32
CASE "iret nt without a task"
        push    dword FL_NT | 2
        popfd
        EXPECT  iret
        mov     word [TSS_MAIN], LDT_SEL
        push    dword FL_NT | 2
        popfd
        EXPECT  iret
        mov     word [TSS_MAIN], LOCALDATA
        push    dword FL_NT | 2
        popfd
        EXPECT  iret
        mov     word [TSS_MAIN], TASKB
        push    dword FL_NT | 2
        popfd
        EXPECT  iret
        mov     word [TSS_MAIN], LAST
        push    dword FL_NT | 2
        popfd
        EXPECT  iret
        END
CASE "iret outer drops segments"
        mov     ax, DATA0
        mov     ds, ax
        mov     ax, CODE1
        mov     fs, ax
        push    dword DATA1
        push    dword RING1_TOP
        push    dword 2
        push    dword CODE1
        push    dword .there
        iret
.there: mov     eax, ds
        SHOW    eax
        mov     eax, fs
        SHOW    eax
        ud2
