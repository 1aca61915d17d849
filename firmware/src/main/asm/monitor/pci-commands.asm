; pci and its variants.

section .rodata
command_names:  bit_names "io", "mem", "master", "special", "mwi", "snoop", "parity", "", "serr", "fast", "nointx"
word_io:        db "io", 0
word_mem:       db "mem", 0
word_master:    db "master", 0
word_byte:      db "b", 0
word_word:      db "w", 0
word_long:      db "l", 0
length_units:   dd .bytes, .kib, .mib, .gib, .tib, .pib, .eib
.bytes:         db " bytes", 0
.kib:           db " KiB", 0
.mib:           db " MiB", 0
.gib:           db " GiB", 0
.tib:           db " TiB", 0
.pib:           db " PiB", 0
.eib:           db " EiB", 0
LAST_UNIT       equ 6

section .text

; pci
do_pci:
        call    end_of_line
        call    need_host_bridge
        mov     edi, print_function
        jmp     each_function

need_host_bridge:
        call    host_bridge_present
        jne     .none
        ret
.none:
        fail    "There is no PCI host bridge: port CF8 keeps nothing."

; Prints the function at EBX: a line for it, and one for each of its BARs.
print_function:
        pushad
        call    print_place
        say     " "
        mov     ecx, PCI_ID
        call    pci_get_long
        show16  eax
        say     ":"
        shr     eax, 16
        show16  eax
        say     " class "
        mov     ecx, PCI_REVISION
        call    pci_get_long
        shr     eax, 8
        push    eax
        push    dword 6
        call    print_hex
        say     " command "
        call    print_command
        mov     edi, print_bar
        call    each_bar
        popad
        ret

; Prints the command register of the function at EBX and ends the line.
print_command:
        push    eax
        push    edx
        call    get_command
        show16  eax
        mov     edx, command_names
        call    print_bits
        newline
        pop     edx
        pop     eax
        ret

; Prints where the function at EBX is: bus:device.function.
print_place:
        push    eax
        mov     eax, ebx
        shr     eax, 16
        show8   eax
        say     ":"
        mov     eax, ebx
        shr     eax, 11
        and     eax, 0x1F
        show8   eax
        say     "."
        mov     eax, ebx
        shr     eax, 8
        and     eax, 7
        push    eax
        push    dword 1
        call    print_hex
        pop     eax
        ret

; Prints the BAR that was probed, in a line of its own.
print_bar:
        say     "  "
        call    print_bar_name
        say     " "
        push    eax
        mov     eax, [bar_address]
        or      eax, [bar_address + 4]
        pop     eax
        jz      .nowhere
        call    print_bar_range
        say     ", "
        jmp     print_bar_length
.nowhere:
        say     "not placed, "
        jmp     print_bar_length

print_bar_name:
        push    eax
        mov     eax, [bar_register]
        cmp     eax, PCI_ROM
        jae     .rom
        sub     eax, PCI_BAR0
        shr     eax, 2
        say     "BAR "
        call    print_decimal
        pop     eax
        ret
.rom:
        say     "ROM  "
        pop     eax
        ret

; Prints the first and the last address.
print_bar_range:
        pushad
        mov     eax, [bar_address]
        mov     edx, [bar_address + 4]
        call    .print
        say     "-"
        add     eax, [bar_length]
        adc     edx, [bar_length + 4]
        sub     eax, 1
        sbb     edx, 0
        call    .print
        popad
        ret
.print:
        cmp     dword [bar_address + 4], 0
        je      .low
        show32  edx
.low:
        show32  eax
        ret

; Prints what and how much the BAR that was probed decodes, and ends the line.
print_bar_length:
        pushad
        mov     eax, [bar_length]
        mov     edx, [bar_length + 4]
        cmp     dword [bar_register], PCI_ROM
        jae     .memory
        test    byte [bar_read], BAR_IO
        jz      .memory
        call    print_decimal
        say     " ports", CR, LF
        popad
        ret
.memory:
        xor     edi, edi
.unit:
        test    eax, 0x3FF
        jnz     .found
        cmp     edi, LAST_UNIT
        je      .found
        shrd    eax, edx, 10
        shr     edx, 10
        inc     edi
        jmp     .unit
.found:
        call    print_decimal
        push    dword [length_units + edi * 4]
        call    print_text
        say     " of memory"
        cmp     dword [bar_register], PCI_ROM
        jae     .done
        mov     eax, [bar_read]
        test    al, BAR_PREFETCH
        jz      .address
        say     ", prefetchable"
.address:
        call    bar_is_64
        jne     .done
        say     ", 64-bit address"
.done:
        newline
        popad
        ret

; pci read BDF REG [b|w|l]
do_pci_read:
        call    function_argument
        call    register_argument
        call    width_argument
        call    end_of_line
        call    check_register
        call    pci_get
        call    print_sized
        newline
        ret

; pci write BDF REG VALUE [b|w|l]
do_pci_write:
        call    function_argument
        call    register_argument
        mov     edi, esi                ; the value's width comes behind it
        call    number
        call    width_argument
        call    end_of_line
        call    check_register
        mov     esi, edi
        call    sized_number
        jmp     pci_put

; ECX = the number of a configuration register at ESI.
register_argument:
        call    number
        cmp     eax, 0xFF
        ja      .too_large
        mov     ecx, eax
        ret
.too_large:
        fail    "Configuration registers are numbers up to FF."

; EDX = the width that the word at ESI says, or 4 if the line ends here. Keeps EDI.
width_argument:
        mov     edx, 4
        call    blanks
        jz      .done
        push    edi
        mov     edi, word_long
        call    match_word
        je      .known
        mov     edx, 2
        mov     edi, word_word
        call    match_word
        je      .known
        mov     edx, 1
        mov     edi, word_byte
        call    match_word
        jne     .unknown
.known:
        pop     edi
.done:
        ret
.unknown:
        mov     [bad_word], esi
        fail    "The width is b, w or l: "

; Makes sure that the EDX bytes at register ECX are within one dword, as a cycle in configuration space must be.
check_register:
        push    edx
        dec     edx
        test    ecx, edx
        pop     edx
        jnz     .crooked
        ret
.crooked:
        fail    "The register is no multiple of the width."

; EBX = the function at ESI: BUS:DEVICE.FUNCTION.
function_argument:
        call    need_host_bridge
        call    blanks
        jz      .missing
        mov     [bad_word], esi
        mov     ecx, 0xFF
        call    .field
        mov     ebx, eax
        mov     dl, ':'
        call    .separator
        mov     ecx, 0x1F
        call    .field
        shl     ebx, 5
        or      ebx, eax
        mov     dl, '.'
        call    .separator
        mov     ecx, 7
        call    .field
        shl     ebx, 3
        or      ebx, eax
        shl     ebx, 8
        or      ebx, PCI_ENABLE
        cmp     byte [esi], ' '
        ja      .wrong
        mov     dword [bad_word], 0
        ret
.missing:
        fail    "A function is missing."
.wrong:
        fail    "This is no BUS:DEVICE.FUNCTION such as 0:1f.7: "
.separator:
        cmp     [esi], dl
        jne     .wrong
        inc     esi
        ret
.field:                                 ; EAX = the hex number at ESI, which is at most ECX
        xor     edx, edx
        call    hex_digit
        jc      .wrong
.next:
        shl     edx, 4
        or      dl, al
        cmp     edx, ecx
        ja      .wrong
        inc     esi
        call    hex_digit
        jnc     .next
        mov     eax, edx
        ret

; EBX = the function at ESI, which must be there.
present_function_argument:
        call    function_argument
        call    function_absent
        je      .absent
        ret
.absent:
        fail    "Nothing answers there: the ID reads all ones."

; pci size BDF
do_pci_size:
        call    present_function_argument
        call    end_of_line
        mov     edi, .print
        jmp     each_bar
.print:
        push    edx
        call    print_bar_name
        say     " at "
        show8   ecx
        say     " holds "
        mov     edx, bar_held
        call    .halves
        say     ", reads "
        mov     edx, bar_read
        call    .halves
        say     " after all ones: "
        pop     edx
        jmp     print_bar_length
.halves:                                ; prints the register at EDX, the upper half first
        push    eax
        mov     eax, [bar_read]
        cmp     ecx, PCI_ROM
        jae     .low
        call    bar_is_64
        jne     .low
        show32  [edx + 4]
.low:
        show32  [edx]
        pop     eax
        ret

section .bss
        alignb  4
place_register: resd 1                  ; the BAR that gets an address
place_address:  resd 1                  ; which one; 0 in the register above once that is done

section .text

; pci place BDF BAR ADDRESS
do_pci_place:
        call    present_function_argument
        call    number
        cmp     eax, 5
        ja      .no_such
        lea     eax, [PCI_BAR0 + eax * 4]
        mov     [place_register], eax
        call    number
        mov     [place_address], eax
        call    end_of_line
        mov     edi, place_bar
        call    each_bar
        cmp     dword [place_register], 0
        jne     .no_such
        ret
.no_such:
        fail    "The function has no such base address register."

; Writes the address into the BAR that was probed, if that is the one. An upper half becomes 0.
place_bar:
        cmp     ecx, [place_register]
        jne     .done
        pushad
        mov     eax, [place_address]
        mov     edx, [bar_length]
        dec     edx
        test    eax, edx
        jnz     .crooked
        call    pci_put_long
        mov     eax, [bar_read]
        call    bar_is_64
        jne     .written
        xor     eax, eax
        add     ecx, 4
        call    pci_put_long
        sub     ecx, 4
.written:
        call    probe_bar
        call    print_bar
        mov     dword [place_register], 0
        popad
.done:
        ret
.crooked:
        fail    "The address must be a multiple of the length."

; pci enable BDF BIT...
do_pci_enable:
        call    present_function_argument
        call    command_bits
        call    get_command
        or      eax, edx
        jmp     change_command

; pci disable BDF BIT...
do_pci_disable:
        call    present_function_argument
        call    command_bits
        call    get_command
        not     edx
        and     eax, edx
change_command:
        call    put_command
        call    print_place
        say     " command "
        jmp     print_command

; EDX = the bits of the command register that the words at ESI name, of which there must be one.
command_bits:
        xor     edx, edx
        call    blanks
        jz      .wrong
.word:
        mov     eax, COMMAND_IO
        mov     edi, word_io
        call    match_word
        je      .next
        mov     eax, COMMAND_MEMORY
        mov     edi, word_mem
        call    match_word
        je      .next
        mov     eax, COMMAND_MASTER
        mov     edi, word_master
        call    match_word
        jne     .wrong
.next:
        or      edx, eax
        call    blanks
        jnz     .word
        ret
.wrong:
        fail    "The bits are io, mem and master."
