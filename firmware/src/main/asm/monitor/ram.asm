; How much RAM there is, found by trying; and the A20 gate, found likewise.

KIB             equ 1024
MIB             equ 1024 * 1024
BASE_STEP       equ 64 * KIB
BASE_END        equ 640 * KIB
RAM_END         equ 3 * 1024 * MIB      ; above are ROM and memory-mapped devices
LOWEST_STEP_BIT equ 16                  ; addresses that are tried are multiples of 64 KiB
A20_BIT         equ 1 << 20

section .text

; EBX = the first address from EBX on, in steps of ECX, up to EDX, that is no RAM.
find_ram_end:
        cmp     ebx, edx
        jae     .done
        call    is_ram
        jne     .done
        add     ebx, ecx
        jmp     find_ram_end
.done:
        ret

; The zero flag tells whether the 4 bytes at EBX are RAM and not one more view of RAM at a lower address. They keep
; their contents.
is_ram:
        push    eax
        push    ecx
        mov     ecx, [ebx]
        mov     eax, ecx
        not     eax
        call    .holds
        jne     .done
        mov     eax, ecx
        call    .holds
        jne     .done
        call    is_no_alias
.done:
        mov     [ebx], ecx
        pop     ecx
        pop     eax
        ret

; Writes EAX, puts something else on the data bus, and tells by the zero flag whether EAX can be read back.
.holds:
        mov     [ebx], eax
        push    eax
        not     dword [esp]
        cmp     [ebx], eax
        lea     esp, [esp + 4]
        ret

; The zero flag tells whether the RAM at EBX is another one than that at each of the addresses that differ by one set
; address bit. Changes the 4 bytes at EBX.
is_no_alias:
        push    eax
        push    ecx
        push    edx
        mov     ecx, 31
.next_bit:
        mov     edx, ebx
        btr     edx, ecx
        jnc     .independent            ; the address does not have the bit
        mov     eax, [edx]
        not     eax
        mov     [ebx], eax
        not     eax
        cmp     [edx], eax
        jne     .done                   ; changed along: the same memory
.independent:
        dec     ecx
        cmp     ecx, LOWEST_STEP_BIT
        jae     .next_bit
        cmp     eax, eax
.done:
        pop     edx
        pop     ecx
        pop     eax
        ret

section .bss
        alignb  4
a20_probe:      resd 1

section .text

; The zero flag tells whether the A20 gate is closed: a variable that is made different from what is 1 MiB further on
; turns out to be the same.
a20_closed:
        push    eax
        mov     eax, [a20_probe + A20_BIT]
        not     eax
        mov     [a20_probe], eax
        cmp     [a20_probe + A20_BIT], eax
        pop     eax
        ret

; Opens or closes the A20 gate by port 92h, as AL says. Bit 0 stays 0; it would reset the processor.
A20_OPEN        equ 2
A20_CLOSED      equ 0

set_a20:
        push    eax
        push    edx
        mov     ah, al
        in      al, SYSTEM_CONTROL
        and     al, 0xFC
        or      al, ah
        out     SYSTEM_CONTROL, al
        pop     edx
        pop     eax
        ret
