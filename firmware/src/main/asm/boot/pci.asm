; The functions of the root bus, by configuration mechanism 1 (PCI 3.0 §3.2.2.3.2), as far as a kernel relies on firmware for
; them: IDE channels that are decoded, and a display adapter with a mode.
;
; Not modelled: functions behind bridges; all others, which a kernel places itself; interrupt lines.
;
; A function is named by its configuration address in EBX: what CONFADD takes for its register 0.

CONFADD         equ 0xCF8
CONFDATA        equ 0xCFC
FIRST_FUNCTION  equ 1 << 31
END_OF_BUS      equ FIRST_FUNCTION + (1 << 16)
NEXT_FUNCTION   equ 1 << 8
FUNCTION_BITS   equ 7 << 8
NOBODY          equ 0xFFFF              ; no vendor has this ID

; Registers of the header (PCI 3.0 §6.1), and the upper half of the one with the class code.
PCI_ID          equ 0x00
PCI_COMMAND     equ 0x04
PCI_CLASS       equ 0x08
PCI_HEADER_TYPE equ 0x0C                ; with what is beside it
PCI_BAR0        equ 0x10
PCI_BARS_END    equ 0x28
PCI_ROM         equ 0x30
COMMAND_IO      equ 1 << 0
COMMAND_MEMORY  equ 1 << 1
MULTIFUNCTION   equ 1 << 23
CLASS_IDE       equ 0x0101
CLASS_VGA       equ 0x0300
BAR_IO          equ 1 << 0
BAR_TYPE        equ 7
BAR_64          equ 4
BAR_IO_ADDRESS  equ ~3
BAR_ADDRESS     equ ~0xF
IO_UPPER_HALF   equ 0xFFFF0000          ; need not be there

; The timing registers of both channels in one (82371SB "IDETIM").
INTEL           equ 0x8086
IDETIM          equ 0x40
IDETIM_IDE      equ 1 << 15

; Variables, and where the first addresses are: above RAM, out of the way of other ports.
next_port       equ SCRATCH
next_memory     equ SCRATCH + 4
display         equ SCRATCH + 8         ; the function of the display adapter, 0 without one
FIRST_PORT      equ 0xC000
FIRST_MEMORY    equ 0xE0000000

; EAX = register AL of the function at EBX. Spoils EDX.
pci_get:
        call    pci_select
        in      eax, dx
        ret

; Register AL of the function at EBX = ECX. Spoils EAX and EDX.
pci_put:
        call    pci_select
        mov     eax, ecx
        out     dx, eax
        ret

pci_select:
        movzx   eax, al
        or      eax, ebx
        mov     dx, CONFADD
        out     dx, eax
        mov     dx, CONFDATA
        ret

; Sets up the IDE functions, and finds the first VGA-compatible one.
functions:
        mov     dword [next_port], FIRST_PORT
        mov     dword [next_memory], FIRST_MEMORY
        mov     dword [display], 0
        mov     ebx, FIRST_FUNCTION
        mov     dx, CONFADD
        mov     eax, ebx
        out     dx, eax
        in      eax, dx
        cmp     eax, ebx                ; without a host bridge nobody keeps it
        jne     .done
.function:
        mov     al, PCI_ID
        call    pci_get
        cmp     ax, NOBODY
        je      .last
        mov     edi, eax
        mov     al, PCI_CLASS
        call    pci_get
        shr     eax, 16
        cmp     ax, CLASS_IDE
        je      .ide
        cmp     ax, CLASS_VGA
        jne     .next
        cmp     dword [display], 0
        jne     .next
        mov     [display], ebx
        jmp     .next
.ide:   cmp     di, INTEL
        jne     .next
        call    open_channels
.next:  test    ebx, FUNCTION_BITS
        jnz     .step
        mov     al, PCI_HEADER_TYPE
        call    pci_get
        test    eax, MULTIFUNCTION
        jnz     .step
.last:  test    ebx, FUNCTION_BITS      ; without function 0 there is no device
        jnz     .step
        or      ebx, FUNCTION_BITS
.step:  add     ebx, NEXT_FUNCTION
        cmp     ebx, END_OF_BUS
        jb      .function
.done:  ret

; Lets the IDE function at EBX decode the ports of both channels. Timing is left to the driver.
open_channels:
        call    place
        mov     al, IDETIM
        call    pci_get
        or      eax, IDETIM_IDE << 16 | IDETIM_IDE
        mov     ecx, eax
        mov     al, IDETIM
        jmp     pci_put

; Gives the base address registers of the function at EBX the next addresses, and lets it decode (PCI 3.0 §6.2.5.1).
place:
        mov     al, PCI_COMMAND         ; while they are sized it decodes nothing
        xor     ecx, ecx
        call    pci_put
        mov     esi, PCI_BAR0
.register:
        mov     eax, esi
        or      ecx, -1
        call    pci_put
        mov     eax, esi
        call    pci_get
        test    eax, eax
        jz      .next
        push    eax
        call    next_address
        mov     eax, esi
        call    pci_put
        pop     eax
        and     al, BAR_TYPE
        cmp     al, BAR_64
        jne     .next
        add     esi, 4                  ; the upper half of the address
        mov     eax, esi
        xor     ecx, ecx
        call    pci_put
.next:  add     esi, 4
        cmp     esi, PCI_BARS_END
        jb      .register
        mov     al, PCI_COMMAND
        mov     ecx, COMMAND_IO | COMMAND_MEMORY
        jmp     pci_put

; ECX = an address for the base address register that reads EAX after all ones. Spoils EAX, EDX and EDI.
next_address:
        mov     edi, next_memory
        mov     ecx, BAR_ADDRESS
        test    al, BAR_IO
        jz      .sized
        mov     edi, next_port
        mov     ecx, BAR_IO_ADDRESS
        or      eax, IO_UPPER_HALF
.sized: and     eax, ecx                ; less its length
        mov     ecx, [edi]
        sub     ecx, eax
        dec     ecx
        and     ecx, eax                ; the next multiple of the length
        mov     edx, ecx
        sub     edx, eax
        mov     [edi], edx
        ret
