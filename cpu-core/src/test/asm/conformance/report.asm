; Exception entries and output.

        align   16
stubs:
%assign vector 0
%rep 0x40
        align   16
%if vector == 8 || (vector >= 10 && vector <= 14) || vector == 17
        push    dword 1
%else
        push    dword 0
        push    dword 0
%endif
        push    dword vector
        jmp     exception
%assign vector vector + 1
%endrep
        align   16
stubs_end:

; On the stack: vector, whether there is an error code (else a zero stands for it), error code, EIP, CS, EFLAGS, and
; ESP, SS if the privilege changed.
exception:
        push    eax
        push    ebp
        mov     ebp, esp
        push    eax
        mov     eax, DATA0
        mov     ds, ax
        mov     es, ax
        cld
        mov     esi, text_vector
        mov     eax, [ebp + 8]
        call    print_byte
        cmp     dword [ebp + 12], 0
        je      .no_code
        mov     esi, text_code
        mov     eax, [ebp + 16]
        call    print_item
        cmp     dword [ebp + 8], 14
        jne     .no_code
        mov     esi, text_cr2
        mov     eax, cr2
        call    print_item
.no_code:
        mov     esi, text_eip
        mov     eax, [ebp + 20]
        sub     eax, [case_start]
        test    byte [ebp + 30], 2
        jz      .flat
        add     eax, [case_start]
.flat:  call    print_item
        mov     esi, text_cs
        mov     eax, [ebp + 24]
        call    print_word
        mov     esi, text_flags
        mov     eax, [ebp + 28]
        call    print_item
        mov     esi, text_eax
        mov     eax, [ebp + 4]
        call    print_item
        mov     esi, text_stack
        test    byte [ebp + 24], 3
        jnz     .outer
        test    byte [ebp + 30], 2
        jnz     .outer
        lea     eax, [ebp + 32]
        call    print_item
        jmp     .shown
.outer: mov     eax, [ebp + 36]
        call    print_word
        mov     esi, text_esp
        mov     eax, [ebp + 32]
        call    print_item
.shown: mov     eax, DATA0
        mov     ss, ax
        mov     esp, KERNEL_TOP - 0x100
        mov     eax, [continue_at]
        mov     dword [continue_at], 0
        test    eax, eax
        jz      next_case
        push    eax
        push    dword 2
        popfd
        mov     eax, 0
        ret

; INT 31h: prints EAX.
show_value:
        pushad
        push    ds
        push    es
        mov     esi, DATA0
        mov     ds, esi
        mov     es, esi
        mov     esi, text_space
        call    print_item
        pop     es
        pop     ds
        popad
        iret

; A double fault through a task gate: prints what the old task's TSS holds.
double_fault_task:
        pop     ebx
        mov     esi, text_double
        mov     eax, ebx
        call    print_item
        mov     esi, text_eip
        mov     eax, [TSS_MAIN + 0x20]
        sub     eax, [case_start]
        call    print_item
        mov     esi, text_esp
        mov     eax, [TSS_MAIN + 0x38]
        call    print_item
        mov     esi, text_link
        movzx   eax, word [TSS_DF]
        call    print_word
        pushfd
        pop     eax
        mov     esi, text_flags
        call    print_item
        END

; Prints the text at ESI and EAX: all of it, or its low 16 or 8 bits.
print_item:
        mov     ecx, 8
        jmp     print_digits
print_word:
        mov     ecx, 4
        shl     eax, 16
        jmp     print_digits
print_byte:
        mov     ecx, 2
        shl     eax, 24
print_digits:
        push    eax
        call    print
        pop     edx
.digit: rol     edx, 4
        mov     eax, edx
        and     eax, 15
        cmp     al, 10
        sbb     al, 0x69
        das
        call    print_character
        dec     ecx
        jnz     .digit
        ret

new_line:
        mov     al, 10
        jmp     print_character

print:
        lodsb
        test    al, al
        jz      .done
        call    print_character
        jmp     print
.done:  ret

print_character:
        push    edx
        push    eax
        mov     edx, COM1 + 5
.busy:  in      al, dx
        test    al, 0x20
        jz      .busy
        pop     eax
        mov     edx, COM1
        out     dx, al
        pop     edx
        ret

        section .data
text_vector: db " v=", 0
text_code:   db " e=", 0
text_cr2:    db " cr2=", 0
text_eip:    db " at=", 0
text_cs:     db " cs=", 0
text_flags:  db " fl=", 0
text_eax:    db " ax=", 0
text_stack:  db " ss:sp=", 0
text_esp:    db ":", 0
text_space:  db " ", 0
text_double: db " double e=", 0
text_link:   db " link=", 0
        section .text
