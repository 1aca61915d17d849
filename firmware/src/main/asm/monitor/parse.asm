; Taking a command line apart. ESI walks along it; the end is a zero byte. What cannot be understood ends the command
; with a message (macro fail).

section .bss
        alignb  4
bad_word:       resd 1                  ; the word that a message is about, or 0

section .text

; ESI = the next character that is no blank. The zero flag tells whether that is the end of the line.
blanks:
        cmp     byte [esi], ' '
        jne     .done
        inc     esi
        jmp     blanks
.done:
        cmp     byte [esi], 0
        ret

; Changes AL to lower case.
lower:
        cmp     al, 'A'
        jb      .done
        cmp     al, 'Z'
        ja      .done
        or      al, 0x20
.done:
        ret

; Compares the word at ESI with the zero-terminated lower-case text at EDI. If they are the same the zero flag is set
; and ESI is behind the word. A blank in the text stands for one or more.
match_word:
        push    eax
        push    edi
        push    esi
.next:
        mov     al, [esi]
        call    lower
        cmp     byte [edi], 0
        je      .end_of_text
        cmp     al, [edi]
        jne     .different
        inc     esi
        inc     edi
        cmp     al, ' '
        jne     .next
.gap:
        cmp     byte [esi], ' '
        jne     .next
        inc     esi
        jmp     .gap
.end_of_text:
        test    al, al
        jz      .same
        cmp     al, ' '
        jne     .different
.same:
        lea     esp, [esp + 4]          ; the new ESI stays, and the zero flag
        pop     edi
        pop     eax
        ret
.different:
        pop     esi
        pop     edi
        pop     eax
        ret

; AL = the value of the hex digit at ESI; the carry flag is set if there is none.
hex_digit:
        mov     al, [esi]
        call    lower
        sub     al, '0'
        cmp     al, 10
        jb      .digit
        sub     al, 'a' - '0'
        cmp     al, 6
        jae     .none
        add     al, 10
.digit:
        clc
        ret
.none:
        stc
        ret

; EAX = the hex number at ESI, with or without 0x before it or h behind it; ESI is behind it.
number:
        call    blanks
        jz      .missing
        mov     [bad_word], esi
        push    edx
        cmp     word [esi], '0x'
        je      .prefix
        cmp     word [esi], '0X'
        jne     .digits
.prefix:
        add     esi, 2
.digits:
        xor     edx, edx
        call    hex_digit
        jc      .no_number
.next:
        test    edx, 0xF0000000
        jnz     .too_large
        shl     edx, 4
        or      dl, al
        inc     esi
        call    hex_digit
        jnc     .next
        mov     al, [esi]
        call    lower
        cmp     al, 'h'
        jne     .end
        inc     esi
.end:
        cmp     byte [esi], ' '
        ja      .no_number
        mov     dword [bad_word], 0
        mov     eax, edx
        pop     edx
        ret
.missing:
        fail    "A number is missing."
.no_number:
        fail    "This is no hex number: "
.too_large:
        fail    "This is more than 32 bits: "

; EAX = the number at ESI, or what EAX had if the line ends here.
number_or_default:
        call    blanks
        jnz     number
        ret

; EAX = the port number at ESI.
port_number:
        call    number
        cmp     eax, 0xFFFF
        ja      .too_large
        ret
.too_large:
        fail    "Ports are numbers up to FFFF."

; EAX = a number of at most EDX bytes at ESI.
sized_number:
        call    number
        cmp     edx, 4
        je      .fits
        push    ecx
        lea     ecx, [edx * 8]
        push    eax
        shr     eax, cl
        test    eax, eax
        pop     eax
        pop     ecx
        jnz     .too_large
.fits:
        ret
.too_large:
        fail    "The value is wider than the access."

; Makes sure that nothing follows.
end_of_line:
        call    blanks
        jnz     .more
        ret
.more:
        mov     [bad_word], esi
        fail    "This is too much: "
