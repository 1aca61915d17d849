; Single steps and the shadows of STI and of loads of SS (SDM 3A §6.8.3, §17.3.1.4).

%macro TRAPS 0                      ; counts #DB in EDX and shows the saved EIP
        GATE    IDT + 1 * 8, CODE0, trap_counter, 0x8E, 0
        xor     edx, edx
%endmacro
trap_counter:
        push    eax
        mov     eax, [esp + 4]
        sub     eax, [case_start]
        int     0x31
        inc     edx
        pop     eax
        iret

CASE "single step"
        TRAPS
        mov     dword [case_start], .at
        push    dword FL_TF | 2
        popfd
.at:    nop
        nop
        push    dword 2
        popfd
        nop
        SHOW    edx
        mov     eax, dr6
        and     eax, 0xFFFF
        SHOW    eax
        END
CASE "single step over a load of ss"
        TRAPS
        mov     dword [case_start], .at
        mov     eax, ss
        push    dword FL_TF | 2
        popfd
.at:    mov     ss, ax
        nop
        push    ss
        pop     ss
        nop
        push    dword 2
        popfd
        SHOW    edx
        END
CASE "single step over lss"
        TRAPS
        mov     dword [DATA], esp
        mov     dword [DATA + 4], DATA0
        mov     dword [case_start], .at
        push    dword FL_TF | 2
        popfd
.at:    lss     esp, [DATA]
        nop
        push    dword 2
        popfd
        SHOW    edx
        END
CASE "single step into int n"
        TRAPS
        mov     dword [case_start], .at
        GATE    IDT + 0x30 * 8, CODE0, .handler, 0xEF, 0
        push    dword FL_TF | 2
        popfd
.at:    int     0x30
.back:  push    dword 2
        popfd
        SHOW    edx
        END
.handler:
        pushfd
        pop     eax
        SHOW    eax
        iret
CASE "single step and a fault"
        TRAPS
        mov     dword [case_start], .at
        push    dword FL_TF | 2
        popfd
.at:    ud2
CASE "single step through rep"
        TRAPS
        mov     dword [case_start], .at
        mov     edi, DATA
        mov     ecx, 3
        push    dword FL_TF | 2
        popfd
.at:    rep stosb
        push    dword 2
        popfd
        SHOW    edx
        END
CASE "iret sets tf"
        TRAPS
        mov     dword [case_start], .at
        push    dword FL_TF | 2
        push    dword CODE0
        push    dword .at
        iret
.at:    nop
        push    dword 2
        popfd
        SHOW    edx
        END
CASE "single step of a far call"
        TRAPS
        mov     dword [case_start], .at
        push    dword FL_TF | 2
        popfd
.at:    call    CODE0:.there
.there: push    dword 2
        popfd
        SHOW    edx
        END
