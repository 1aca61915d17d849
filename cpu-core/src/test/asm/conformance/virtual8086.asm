; Virtual-8086 mode (SDM 3A chapter 20).

%macro V86 2+                       ; flags, instructions of one line
        LOW     %%low, %%end
        TO_V86  %1
        bits    16
%%low:  %2
        ud2
%%end:  bits    32
%endmacro

CASE "v86 entry and exit"
        V86     0, nop
CASE "v86 segments on the stack"
        GATE    IDT + 6 * 8, CODE0, .there, 0x8E, 0
        V86     0, nop
.there: mov     eax, [esp + 12]
        SHOW    eax
        SHOW    [esp + 16]
        SHOW    [esp + 20]
        SHOW    [esp + 24]
        SHOW    [esp + 28]
        SHOW    [esp + 32]
        mov     eax, ds
        SHOW    eax
        mov     eax, gs
        SHOW    eax
        mov     eax, esp
        SHOW    eax
        mov     ax, DATA0
        mov     ds, ax
        END
CASE "v86 cli"
        V86     0, cli
CASE "v86 sti"
        V86     0, sti
CASE "v86 pushf"
        V86     0, pushf
CASE "v86 popf"
        V86     0, popf
CASE "v86 iret"
        V86     0, iret
CASE "v86 int n"
        V86     0, int 0x30
CASE "v86 int3"
        V86     0, int3
CASE "v86 hlt"
        V86     FL_IOPL3, hlt
CASE "v86 cli with iopl 3"
        V86     FL_IOPL3 | FL_IF, cli
CASE "v86 pushf with iopl 3"
        LOW     .low, .end
        TO_V86  FL_IOPL3
        bits    16
.low:   o32 pushfd
        o32 pop eax
        ud2
.end:   bits    32
CASE "v86 popf with iopl 3"
        LOW     .low, .end
        TO_V86  FL_IOPL3
        bits    16
.low:   o32 push dword FL_AC | FL_ID | 0x8D7
        o32 popfd
        ud2
.end:   bits    32
CASE "v86 int n with iopl 3"
        V86     FL_IOPL3, int 0x33
CASE "v86 int n to a private gate"
        V86     FL_IOPL3, int 0x20
CASE "v86 int to ring 1"
        GATE    IDT + 0x30 * 8, CODE1, next_case, 0xEE, 0
        V86     FL_IOPL3, int 0x30
CASE "v86 int to conforming"
        GATE    IDT + 0x30 * 8, CONFORMING, next_case, 0xEE, 0
        V86     FL_IOPL3, int 0x30
CASE "v86 privileged"
        V86     FL_IOPL3, mov eax, cr0
CASE "v86 lmsw"
        V86     FL_IOPL3, lmsw ax
CASE "v86 smsw"
        V86     FL_IOPL3, smsw ax
CASE "v86 lgdt"
        V86     FL_IOPL3, lgdt [0]
CASE "v86 sgdt"
        V86     FL_IOPL3, sgdt [0]
CASE "v86 sldt"
        V86     FL_IOPL3, db 0x0F, 0x00, 0xC0
CASE "v86 lar"
        V86     FL_IOPL3, lar ax, bx
CASE "v86 arpl"
        V86     FL_IOPL3, arpl ax, bx
CASE "v86 in"
        mov     byte [TSS_MAIN + IO_MAP + 2], 1
        V86     FL_IOPL3, in al, 0x10
CASE "v86 in allowed"
        V86     0, out 0xED, al
CASE "v86 segment limit"
        LOW     .low, .end
        TO_V86  0
        bits    16
.low:   mov     si, 0xFFFF
        mov     ax, [si]
        ud2
.end:   bits    32
CASE "v86 stack limit"
        LOW     .low, .end
        TO_V86  0
        bits    16
.low:   mov     sp, 1
        push    ax
        ud2
.end:   bits    32
CASE "v86 far jump"
        LOW     .low, .end
        TO_V86  0
        bits    16
.low:   jmp     (LOW_CODE >> 4) - 1:.there - .low + 16
        ud2
.there: mov     ax, cs
        ud2
.end:   bits    32
CASE "v86 far call and return"
        LOW     .low, .end
        TO_V86  0
        bits    16
.low:   call    (LOW_CODE >> 4) - 1:.there - .low + 16
        mov     ax, sp
        ud2
.there: retf
.end:   bits    32
CASE "v86 iret with iopl 3"
        LOW     .low, .end
        TO_V86  FL_IOPL3
        bits    16
.low:   push    word 0x0CD7
        push    word (LOW_CODE >> 4) - 1
        push    word .there - .low + 16
        iret
        ud2
.there: mov     ax, cs
        ud2
.end:   bits    32
CASE "v86 loads any selector"
        LOW     .low, .end
        TO_V86  0
        bits    16
.low:   mov     ax, 0x3FFF
        mov     ds, ax
        mov     al, [0]
        ud2
.end:   bits    32
CASE "v86 user pages"
        mov     dword [TABLE + 0x20 * 4], 0x20003
        PAGING
        LOW     .low, .end
        TO_V86  0
        bits    16
.low:   mov     al, [0]
        ud2
.end:   bits    32
CASE "real mode and back"
        LOW     .low, .end
        mov     dword [LOW_CODE + 0x100], next_case
        mov     dword [LOW_CODE + 0x104], CODE0
        SET_DESCRIPTOR SPARE, LOW_CODE, 0xFFFF, 0x9B, 0
        SET_DESCRIPTOR SPARE2, LOW_CODE, 0xFFFF, 0x93, 0
        mov     eax, SPARE2
        mov     ds, ax
        jmp     SPARE:0
        bits    16
.low:   mov     eax, cr0
        and     al, ~1
        mov     cr0, eax
        jmp     (LOW_CODE >> 4):.real - .low
.real:  mov     ax, LOW_CODE >> 4
        mov     ds, ax
        mov     cx, cs
        mov     eax, cr0
        or      al, 1
        mov     cr0, eax
        jmp     dword CODE0:.protected
.end:   bits    32
.protected:
        mov     eax, DATA0
        mov     ds, ax
        mov     es, ax
        SHOW    ecx
        END
