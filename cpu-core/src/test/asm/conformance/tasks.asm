; Task switches (SDM 3A chapter 7).

%macro SHOW_BUSY 0                  ; the types of the three TSS descriptors in one number
        movzx   eax, byte [GDT + TSS + 5]
        shl     eax, 8
        mov     al, [GDT + TASKB + 5]
        shl     eax, 8
        mov     al, [GDT + TASKC + 5]
        int     0x31
%endmacro
%macro SHOW_STATE 0                 ; NT, TS, TR, link of task B
        pushfd
        pop     eax
        int     0x31
        mov     eax, cr0
        and     eax, CR0_TS
        int     0x31
        str     eax
        int     0x31
        movzx   eax, word [TSS_B]
        int     0x31
%endmacro

CASE "jmp to task"
        mov     dword [TSS_B + 0x20], .there
        mov     dword [TSS_B + 0x24], 0x8D7
        mov     dword [TSS_B + 0x28], 0xA0A0A0A0
        mov     dword [TSS_B + 0x44], 0xD1D1D1D1
        mov     ebx, 0xB3B3B3B3
        push    dword 0xAD7 & ~FL_IF
        popfd
        jmp     TASKB:0x55
.after: END
.there: SHOW    eax
        SHOW    edi
        SHOW_STATE
        SHOW_BUSY
        mov     eax, [TSS_MAIN + 0x20]
        sub     eax, .after
        SHOW    eax
        SHOW    [TSS_MAIN + 0x24]
        SHOW    [TSS_MAIN + 0x34]
        SHOW    [TSS_MAIN + 0x38]
        SHOW    [TSS_MAIN + 0x4C]
        mov     eax, esp
        SHOW    eax
        END
CASE "call to task and iret"
        mov     dword [TSS_B + 0x20], .there
        mov     ebx, esp
        call    TASKB:0
        sub     ebx, esp
        SHOW    ebx
        SHOW_STATE
        SHOW_BUSY
        SHOW    [TSS_B + 0x24]
        mov     eax, [TSS_B + 0x20]
        sub     eax, .again
        SHOW    eax
        END
.there: SHOW_STATE
        SHOW_BUSY
        iret
.again: END
CASE "call to busy task"
        mov     dword [TSS_B + 0x20], .there
        call    TASKB:0
.there: EXPECT  call TASKB:0
        EXPECT  jmp TSS:0
        END
CASE "task gate by call"
        mov     dword [TSS_B + 0x20], .there
        RING    3
        call    TASKGATE:0
        mov     eax, 0x77
        SHOW    eax
        ud2
.there: SHOW_STATE
        iret
CASE "task gate by interrupt"
        mov     dword [TSS_B + 0x20], .there
        mov     dword [IDT + 0x30 * 8], TASKB << 16
        mov     dword [IDT + 0x30 * 8 + 4], 0xE500
        sti
        int     0x30
.back:  pushfd
        pop     eax
        SHOW    eax
        END
.there: SHOW_STATE
        mov     eax, [TSS_MAIN + 0x20]
        sub     eax, .back
        SHOW    eax
        iret
CASE "task gate by exception"
        mov     dword [TSS_B + 0x20], .there
        mov     word [IDT + 13 * 8 + 2], TASKB
        mov     byte [IDT + 13 * 8 + 5], 0x85
        mov     ax, LAST
.at:    mov     ds, ax
.there: SHOW    [esp]
        mov     eax, esp
        SHOW    eax
        mov     eax, [TSS_MAIN + 0x20]
        sub     eax, .at
        SHOW    eax
        END
CASE "task gate selectors"
        mov     dword [IDT + 0x30 * 8], LOCALDATA << 16
        mov     dword [IDT + 0x30 * 8 + 4], 0xE500
        EXPECT  int 0x30
        mov     word [IDT + 0x30 * 8 + 2], LAST
        EXPECT  int 0x30
        mov     word [IDT + 0x30 * 8 + 2], 0
        EXPECT  int 0x30
        mov     word [IDT + 0x30 * 8 + 2], TSS
        EXPECT  int 0x30
        and     byte [GDT + TASKB + 5], 0x7F
        mov     word [IDT + 0x30 * 8 + 2], TASKB
        EXPECT  int 0x30
        END
CASE "tss dpl"
        RING    3
        jmp     TASKB:0
CASE "tss absent"
        and     byte [GDT + TASKB + 5], 0x7F
        EXPECT  jmp TASKB:0
        EXPECT  call TASKB:0
        EXPECT  call TASKGATE:0
        END
CASE "tss limit"
        mov     word [GDT + TASKB], 0x66
        EXPECT  jmp TASKB:0
        mov     word [GDT + TASKC], 0x2A
        EXPECT  jmp TASKC:0
        SHOW_BUSY
        END
CASE "tss local"
        SET_DESCRIPTOR LOCALDATA, 0, 0, 0, 0
        mov     eax, [GDT + TASKB]
        mov     [LDT], eax
        mov     eax, [GDT + TASKB + 4]
        mov     [LDT + 4], eax
        EXPECT  jmp LOCALDATA:0
        END

%macro BAD_TASK 3                   ; name, offset in the TSS, selector
CASE %1
        mov     dword [TSS_B + 0x20], next_case
        mov     word [TSS_B + %2], %3
        mov     dword [case_start], next_case
        jmp     TASKB:0
%endmacro
        BAD_TASK "task ldt null", 0x60, 0
        BAD_TASK "task ds limit", 0x54, LAST
        BAD_TASK "task ds absent", 0x54, ABSENT
        BAD_TASK "task ds execute only", 0x54, EXECUTEONLY
        BAD_TASK "task es rpl", 0x48, DATA0 | 3
        BAD_TASK "task fs system", 0x58, TSS
        BAD_TASK "task gs null", 0x5C, 3

%macro BAD_STACK 3                  ; likewise, with the exception through a task gate, for the task has no stack
CASE %1
        mov     dword [TSS_B + 0x20], next_case
        mov     word [TSS_B + %2], %3
        mov     word [IDT + 11 * 8 + 2], TASKDF
        mov     byte [IDT + 11 * 8 + 5], 0x85
        mov     word [IDT + 10 * 8 + 2], TASKDF
        mov     byte [IDT + 10 * 8 + 5], 0x85
        mov     word [IDT + 12 * 8 + 2], TASKDF
        mov     byte [IDT + 12 * 8 + 5], 0x85
        mov     dword [TSS_DF + 0x20], .there
        jmp     TASKB:0
.there: pop     ebx
        SHOW    ebx
        movzx   eax, word [TSS_DF]
        SHOW    eax
        mov     eax, [TSS_B + 0x20]
        sub     eax, next_case
        SHOW    eax
        END
%endmacro
        BAD_STACK "task ldt limit", 0x60, LAST
        BAD_STACK "task ldt type", 0x60, DATA0
        BAD_STACK "task ldt local", 0x60, LOCALDATA
        BAD_STACK "task cs null", 0x4C, 0
        BAD_STACK "task cs data", 0x4C, DATA0
        BAD_STACK "task cs absent", 0x4C, ABSENTCODE
        BAD_STACK "task cs dpl", 0x4C, CODE3 & ~3
        BAD_STACK "task ss null", 0x50, 0
        BAD_STACK "task ss rpl", 0x50, DATA3
        BAD_STACK "task ss absent", 0x50, ABSENT
        BAD_STACK "task ss read only", 0x50, READONLY

CASE "task eip beyond limit"
        mov     dword [TSS_B + 0x20], 0x1000
        mov     word [TSS_B + 0x4C], SHORTCODE
        mov     dword [case_start], 0x1000
        jmp     TASKB:0
CASE "task at ring 3"
        mov     dword [TSS_B + 0x20], .there
        mov     word [TSS_B + 0x4C], CODE3
        mov     word [TSS_B + 0x50], DATA3
        mov     word [TSS_B + 0x48], DATA3
        mov     word [TSS_B + 0x54], DATA3
        mov     word [TSS_B + 0x58], 0
        mov     word [TSS_B + 0x5C], 0
        mov     dword [TSS_B + 4], KERNEL_TOP - 0x800
        mov     dword [TSS_B + 8], DATA0
        jmp     TASKB:0
.there: mov     eax, cs
        SHOW    eax
        ud2
CASE "16 bit task"
        mov     word [TSS_C + 0x0E], .there - IMAGE
        mov     word [TSS_C + 0x12], 0x1234
        mov     word [TSS_C + 0x26], STACK16
        mov     ebx, 0xB3B3B3B3
        call    TASKC:0
        SHOW    ebx
        SHOW_BUSY
        END
        bits    16
.there: o32 movzx eax, ax
        int     0x31
        o32 movzx eax, word [TSS_C - 0x200000]
        int     0x31
        o32 mov eax, fs
        int     0x31
        iret
        bits    32
CASE "task loads cr3"
        PAGING
        mov     dword [TSS_B + 0x1C], DIRECTORY2
        mov     dword [TSS_B + 0x20], .there
        jmp     TASKB:0
.there: mov     eax, cr3
        SHOW    eax
        SHOW    [TSS_MAIN + 0x1C]
        END
CASE "task clears local breakpoints"
        mov     dword [TSS_B + 0x20], .there
        mov     eax, 0x3FF
        mov     dr7, eax
        jmp     TASKB:0
.there: mov     eax, dr7
        SHOW    eax
        END
CASE "task debug trap"
        mov     dword [TSS_B + 0x20], .there
        mov     word [TSS_B + 0x64], 1
        FAULT_TO .shown
        mov     dword [case_start], .there
        jmp     TASKB:0
.there: nop
        END
.shown: mov     eax, dr6
        SHOW    eax
        END
CASE "task to virtual 8086"
        LOW     .low, .end
        mov     dword [TSS_B + 0x20], 0
        mov     dword [TSS_B + 0x24], FL_VM | FL_IOPL3 | 2
        mov     word [TSS_B + 0x4C], LOW_CODE >> 4
        mov     word [TSS_B + 0x50], 0x3000
        mov     word [TSS_B + 0x54], 0x2000
        mov     dword [TSS_B + 0x38], 0x100
        mov     dword [TSS_B + 4], KERNEL_TOP - 0x800
        mov     dword [TSS_B + 8], DATA0
        jmp     TASKB:0
        bits    16
.low:   mov     ax, ds
        ud2
.end:   bits    32
CASE "link is written where the task is"
        mov     dword [TSS_B + 0x20], .there
        mov     dword [TSS_B], 0x5555AAAA
        jmp     TASKB:0
.there: SHOW    [TSS_B]
        END
