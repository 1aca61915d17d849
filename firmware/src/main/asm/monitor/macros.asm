; The few macros that keep the source readable.

; say "text", CR, LF: prints text.
%macro say 1+
        push    dword %%text
        call    print_text
        [section .rodata]
%%text: db      %1, 0
        __?SECT?__
%endmacro

; fail "text": ends the running command with a message and its line of help.
%macro fail 1+
        push    dword %%text
        jmp     command_failed
        [section .rodata]
%%text: db      %1, 0
        __?SECT?__
%endmacro

; show32 eax: prints a value as eight hex digits. Likewise 16 and 8, which take the low bits of a 32-bit operand.
%macro show32 1
        push    dword %1
        push    dword 8
        call    print_hex
%endmacro
%macro show16 1
        push    dword %1
        push    dword 4
        call    print_hex
%endmacro
%macro show8 1
        push    dword %1
        push    dword 2
        call    print_hex
%endmacro

; bit_names "PE", "", "EM": a list for print_bits, from bit 0 upwards; an empty name is a bit that is not shown.
%macro bit_names 1-*
%rep %0
        db      %1, 0
%rotate 1
%endrep
        db      0xFF
%endmacro

; newline: ends the line on the console.
%macro newline 0
        call    print_newline
%endmacro

; post CODE: tells how far the start got. Changes AL.
%macro post 1
        mov     al, %1
        out     POST_CODE, al
%endmacro

; newer cpuid: an instruction that a 486 may lack; whoever writes it has made sure that it is there.
%macro newer 1
        cpu     586
        %1
        cpu     486
%endmacro
