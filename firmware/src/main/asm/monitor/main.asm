; What happens after the switch to protected mode, in order.

section .bss
line:           resb 121                ; the command line, zero-terminated

section .text
main:
        call    install_fault_gates
        post    POST_FAULTS
        call    open_console
        mov     al, A20_OPEN
        call    set_a20
        call    print_inventory
        post    POST_INVENTORY
        cmp     byte [console], CONSOLE_UART
        jne     stop_without_console
        say     "Type help for the commands, tour for a guided tour.", CR, LF
        post    POST_PROMPT

; Takes commands for ever. A fault outside a command also ends up here.
prompt:
        mov     esp, STACK_TOP
        mov     dword [resume_esp], 0
        say     "> "
        mov     edi, line
        call    read_line
        mov     esi, line
        call    run_line
        jmp     prompt

stop_without_console:
        post    POST_STOPPED
        cli
.halted:
        hlt
        jmp     .halted
