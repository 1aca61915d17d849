; peek, poke, dump, fill.

PEEK_LIMIT      equ 0x1000              ; values of one peek
DUMP_DEFAULT    equ 0x80
DUMP_LIMIT      equ 0x10000
LINE_BYTES      equ 16                  ; bytes of memory shown in a line

section .text

; EAX = the EDX bytes at EBX, read in one access.
read_memory:
        cmp     edx, 2
        ja      .long
        je      .word
        movzx   eax, byte [ebx]
        ret
.word:
        movzx   eax, word [ebx]
        ret
.long:
        mov     eax, [ebx]
        ret

; The EDX bytes at EBX = EAX, written in one access.
write_memory:
        cmp     edx, 2
        ja      .long
        je      .word
        mov     [ebx], al
        ret
.word:
        mov     [ebx], ax
        ret
.long:
        mov     [ebx], eax
        ret

; Prints the EDX bytes in EAX. Spoils EAX.
print_sized:
        push    eax
        lea     eax, [edx * 2]
        push    eax
        call    print_hex
        ret

; peek ADDR [COUNT]: lines of up to 16 bytes.
do_peek:
        call    number
        mov     ebx, eax
        mov     eax, 1
        call    number_or_default
        mov     ecx, eax
        call    end_of_line
        cmp     ecx, PEEK_LIMIT
        ja      .too_many
        jecxz   .done
.line:
        show32  ebx
        say     ":"
        xor     edi, edi
.value:
        call    read_memory
        say     " "
        call    print_sized
        add     ebx, edx
        add     edi, edx
        dec     ecx
        jz      .end
        cmp     edi, LINE_BYTES
        jb      .value
        newline
        jmp     .line
.end:
        newline
.done:
        ret
.too_many:
        fail    "At most 1000 values."

; poke ADDR VALUE...: all values are looked at before the first one is written.
do_poke:
        call    number
        mov     ebx, eax
        mov     edi, esi
.check:
        call    sized_number
        call    blanks
        jnz     .check
        mov     esi, edi
.write:
        call    sized_number
        call    write_memory
        add     ebx, edx
        call    blanks
        jnz     .write
        ret

; dump ADDR [LEN]: bytes in hex and as text.
do_dump:
        call    number
        mov     ebx, eax
        mov     eax, DUMP_DEFAULT
        call    number_or_default
        mov     ecx, eax
        call    end_of_line
        cmp     ecx, DUMP_LIMIT
        ja      .too_long
        mov     edx, 1
.line:
        jecxz   .done
        mov     edi, ecx
        cmp     edi, LINE_BYTES
        jbe     .last
        mov     edi, LINE_BYTES
.last:
        call    dump_line
        add     ebx, edi
        sub     ecx, edi
        jmp     .line
.done:
        ret
.too_long:
        fail    "At most 10000 bytes."

; Prints EDI bytes, at most 16, from EBX on. Each byte is read once.
dump_line:
        pushad
        sub     esp, LINE_BYTES
        mov     ebp, esp
        show32  ebx
        say     " "
        xor     ecx, ecx
.byte:
        say     " "
        cmp     ecx, edi
        jae     .blank
        mov     al, [ebx + ecx]
        mov     [ebp + ecx], al
        show8   eax
        jmp     .next
.blank:
        say     "  "
.next:
        inc     ecx
        cmp     ecx, LINE_BYTES
        jb      .byte
        say     "  "
        xor     ecx, ecx
.character:
        mov     al, [ebp + ecx]
        cmp     al, ' '
        jb      .dot
        cmp     al, '~'
        jbe     .print
.dot:
        mov     al, '.'
.print:
        call    putc
        inc     ecx
        cmp     ecx, edi
        jb      .character
        newline
        add     esp, LINE_BYTES
        popad
        ret

; fill ADDR LEN BYTE.
do_fill:
        call    number
        mov     edi, eax
        call    number
        mov     ecx, eax
        mov     edx, 1
        call    sized_number
        call    end_of_line
        jecxz   .done
        mov     ebx, edi
        add     ebx, ecx
        jc      .check_end
.fill:
        rep stosb
.done:
        ret
.check_end:
        test    ebx, ebx                ; an area that ends with the last byte of memory
        jz      .fill
        fail    "The area ends above FFFFFFFF."
