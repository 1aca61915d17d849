; Printing. All routines keep all registers, and all but fresh_line the flags; those that take their arguments on the
; stack also remove them.

section .text

; Prints the zero-terminated text whose address was pushed.
print_text:
        pushfd
        push    eax
        push    esi
        mov     esi, [esp + 16]
.next:
        lodsb
        test    al, al
        jz      .done
        call    putc
        jmp     .next
.done:
        pop     esi
        pop     eax
        popfd
        ret     4

; Prints the value that was pushed first with as many hex digits as were pushed second.
print_hex:
        pushfd
        pushad
        mov     ecx, [esp + 40]         ; digits
        mov     edx, [esp + 44]         ; value
        mov     ebx, ecx
        shl     ebx, 2
        sub     ebx, 32
        neg     ebx
        xchg    ecx, ebx
        shl     edx, cl                 ; the first digit is in the top four bits now
        mov     ecx, ebx
.digit:
        rol     edx, 4
        mov     eax, edx
        and     eax, 0xF
        mov     al, [hex_digits + eax]
        call    putc
        loop    .digit
        popad
        popfd
        ret     8

section .rodata
hex_digits:     db '0123456789ABCDEF'

section .text

; Prints EAX in decimal.
print_decimal:
        pushfd
        pushad
        mov     ebx, 10
        xor     ecx, ecx
.divide:
        xor     edx, edx
        div     ebx
        push    edx
        inc     ecx
        test    eax, eax
        jnz     .divide
.digit:
        pop     eax
        add     al, '0'
        call    putc
        loop    .digit
        popad
        popfd
        ret

print_newline:
        say     CR, LF
        ret

; Ends the line on the console unless it is empty.
fresh_line:
        cmp     dword [column], 0
        jne     print_newline
        ret

; Prints the names of the bits that are set in EAX, each with a blank before it. EDX points at the names, as bit_names
; makes them.
print_bits:
        pushfd
        pushad
.bit:
        cmp     byte [edx], 0xFF
        je      .done
        shr     eax, 1
        jnc     .skip
        cmp     byte [edx], 0
        je      .skip
        say     " "
        push    edx
        call    print_text
.skip:
        inc     edx
        cmp     byte [edx - 1], 0
        jne     .skip
        jmp     .bit
.done:
        popad
        popfd
        ret

; Prints the value of each bit of EAX that has a name: " P=1 RW=0 ...". EDX as for print_bits.
print_bit_values:
        pushfd
        pushad
        mov     ebx, eax
.bit:
        cmp     byte [edx], 0xFF
        je      .done
        shr     ebx, 1
        setc    al
        cmp     byte [edx], 0
        je      .skip
        say     " "
        push    edx
        call    print_text
        say     "="
        add     al, '0'
        call    putc
.skip:
        inc     edx
        cmp     byte [edx - 1], 0
        jne     .skip
        jmp     .bit
.done:
        popad
        popfd
        ret
