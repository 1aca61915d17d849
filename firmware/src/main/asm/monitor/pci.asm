; Configuration space, by configuration mechanism #1 (PCI 3.0 §3.2.2.3.2), and the base address registers in it (§6.2.5).
;
; A function is named by its configuration address in EBX: what CONFIG_ADDRESS takes for its register 0.

PCI_ADDRESS     equ 0xCF8
PCI_DATA        equ 0xCFC
PCI_ENABLE      equ 1 << 31
PCI_END         equ 0x81000000          ; behind the last function of bus FF
PCI_FUNCTION    equ 1 << 8              ; from one function to the next
PCI_FUNCTIONS   equ 7 << 8              ; the function number

; Registers of the header (PCI 3.0 §6.1, PCI-to-PCI Bridge 1.2 §3.2).
PCI_ID          equ 0x00
PCI_DEVICE_ID   equ 0x02
PCI_COMMAND     equ 0x04
PCI_REVISION    equ 0x08                ; the class code is above it
PCI_HEADER_TYPE equ 0x0E
PCI_BAR0        equ 0x10
PCI_BARS_END    equ 0x28
PCI_BRIDGE_END  equ 0x18                ; a bridge has two BARs only
PCI_ROM         equ 0x30
PCI_BRIDGE_ROM  equ 0x38

COMMAND_IO      equ 1 << 0
COMMAND_MEMORY  equ 1 << 1
COMMAND_MASTER  equ 1 << 2
MULTIFUNCTION   equ 1 << 7
BAR_IO          equ 1 << 0
BAR_TYPE        equ 0x7
BAR_64          equ 0x4                 ; bits 2 to 0 of a BAR in memory with a 64-bit address
BAR_PREFETCH    equ 1 << 3
ROM_ADDRESS     equ 0xFFFFF800

section .bss
        alignb  4
bar_register:   resd 1                  ; where the BAR is that is being looked at
bar_held:       resd 2                  ; what it holds, low half and high half
bar_read:       resd 2                  ; what it read after all ones
bar_address:    resd 2                  ; the address in it
bar_length:     resd 2                  ; how much it decodes

section .text

; The zero flag is set if there is a host bridge: CONFIG_ADDRESS keeps what is written to it.
host_bridge_present:
        push    eax
        push    edx
        mov     dx, PCI_ADDRESS
        in      eax, dx
        push    eax
        mov     eax, PCI_ENABLE
        out     dx, eax
        in      eax, dx
        cmp     eax, PCI_ENABLE
        pop     eax
        out     dx, eax
        pop     edx
        pop     eax
        ret

; EAX = the EDX bytes at register ECX of the function at EBX, read in one access.
pci_get:
        push    ebx
        push    edx
        call    select_register
        xor     eax, eax
        xchg    ebx, edx
        call    read_port
        pop     edx
        pop     ebx
        ret

; The EDX bytes at register ECX of the function at EBX = EAX, written in one access.
pci_put:
        push    ebx
        push    edx
        push    eax
        call    select_register
        pop     eax
        xchg    ebx, edx
        call    write_port
        pop     edx
        pop     ebx
        ret

; Selects register ECX of the function at EBX; EBX = the port where it is. Spoils EAX.
select_register:
        push    edx
        mov     eax, ecx
        and     eax, 0xFC
        or      eax, ebx
        mov     dx, PCI_ADDRESS
        out     dx, eax
        mov     ebx, ecx
        and     ebx, 3
        add     ebx, PCI_DATA
        pop     edx
        ret

pci_get_long:
        push    edx
        mov     edx, 4
        call    pci_get
        pop     edx
        ret

pci_put_long:
        push    edx
        mov     edx, 4
        call    pci_put
        pop     edx
        ret

; EAX = the command register of the function at EBX.
get_command:
        push    ecx
        push    edx
        mov     ecx, PCI_COMMAND
        mov     edx, 2
        call    pci_get
        pop     edx
        pop     ecx
        ret

; The command register of the function at EBX = EAX. The status register above it, where ones clear bits, is left alone.
put_command:
        push    ecx
        push    edx
        mov     ecx, PCI_COMMAND
        mov     edx, 2
        call    pci_put
        pop     edx
        pop     ecx
        ret

; The zero flag is set if nothing answers for the function at EBX: no vendor has the ID FFFFh (PCI 3.0 §6.1).
function_absent:
        push    eax
        push    ecx
        mov     ecx, PCI_ID
        call    pci_get_long
        cmp     ax, 0xFFFF
        pop     ecx
        pop     eax
        ret

; EAX = the header type of the function at EBX.
get_header_type:
        push    ecx
        push    edx
        mov     ecx, PCI_HEADER_TYPE
        mov     edx, 1
        call    pci_get
        pop     edx
        pop     ecx
        ret

; Calls the routine at EDI, which keeps all registers, with EBX at each function of each bus. Functions 1 to 7 are looked for only where function 0 says
; that there are others, since a device with one function may answer for all eight (PCI 3.0 §6.1).
each_function:
        pushad
        mov     ebx, PCI_ENABLE
.function:
        call    function_absent
        je      .absent
        call    edi
        test    ebx, PCI_FUNCTIONS
        jnz     .next
        call    get_header_type
        test    al, MULTIFUNCTION
        jnz     .next
.absent:
        test    ebx, PCI_FUNCTIONS
        jnz     .next
        or      ebx, PCI_FUNCTIONS
.next:
        add     ebx, PCI_FUNCTION
        cmp     ebx, PCI_END
        jb      .function
        xor     eax, eax                ; ports from CFCh on are configuration space no longer
        mov     dx, PCI_ADDRESS
        out     dx, eax
        popad
        ret

; Calls the routine at EDI, which keeps all registers, for each base address register of the function at EBX, the ROM's last:
; ECX is the register, and probe_bar has looked at it.
each_bar:
        pushad
        call    get_header_type
        and     eax, MULTIFUNCTION - 1
        mov     edx, PCI_BARS_END
        mov     ebp, PCI_ROM
        jz      .bars
        mov     edx, PCI_BRIDGE_END
        mov     ebp, PCI_BRIDGE_ROM
        dec     eax
        jnz     .done                   ; a header that is not known
.bars:
        mov     ecx, PCI_BAR0
.bar:
        call    .probe
        mov     eax, [bar_read]
        call    bar_is_64
        jne     .next
        add     ecx, 4                  ; the upper half
.next:
        add     ecx, 4
        cmp     ecx, edx
        jb      .bar
        mov     ecx, ebp
        call    .probe
.done:
        popad
        ret
.probe:
        call    probe_bar
        cmp     dword [bar_read], 0
        je      .none
        call    edi
.none:
        ret

; The zero flag is set if the BAR that reads EAX has a 64-bit address.
bar_is_64:
        push    eax
        and     eax, BAR_TYPE
        cmp     eax, BAR_64
        pop     eax
        ret

; Finds out about the BAR at register ECX of the function at EBX as PCI 3.0 §6.2.5.1 says: decoding is switched off, all
; ones are written, the address bits that can be set are read, and everything is as it was. Fills the variables above;
; bar_read is 0 if there is no BAR.
probe_bar:
        pushad
        mov     [bar_register], ecx
        call    get_command
        push    eax
        and     eax, ~(COMMAND_IO | COMMAND_MEMORY)
        call    put_command
        mov     eax, ~0
        mov     [bar_read + 4], eax
        mov     dword [bar_held + 4], 0
        cmp     ecx, PCI_ROM
        jb      .low
        mov     eax, ROM_ADDRESS        ; not the enable bit (PCI 3.0 §6.2.5.2)
.low:
        call    write_and_restore
        mov     [bar_held], edx
        mov     [bar_read], eax
        cmp     ecx, PCI_ROM
        jae     .restored
        call    bar_is_64
        jne     .restored
        mov     eax, ~0
        add     ecx, 4
        call    write_and_restore
        mov     [bar_held + 4], edx
        mov     [bar_read + 4], eax
.restored:
        pop     eax
        call    put_command
        call    work_bar_out
        popad
        ret

; Writes EAX to register ECX of the function at EBX. EAX = what is read then, EDX = what the register held, and holds again.
write_and_restore:
        push    eax
        call    pci_get_long
        mov     edx, eax
        pop     eax
        call    pci_put_long
        call    pci_get_long
        push    eax
        mov     eax, edx
        call    pci_put_long
        pop     eax
        ret

; Sets bar_address and bar_length by what was held and read. Spoils EAX, ECX, EDX.
work_bar_out:
        mov     eax, [bar_read]
        mov     ecx, ROM_ADDRESS
        cmp     dword [bar_register], PCI_ROM
        jae     .masked
        mov     ecx, ~0xF
        test    al, BAR_IO
        jz      .masked
        mov     ecx, ~0x3
        or      eax, 0xFFFF0000         ; a function for PCs may leave them 0 (PCI 3.0 §6.2.5.1)
.masked:
        and     eax, ecx
        mov     edx, [bar_read + 4]
        not     edx
        neg     eax                     ; carry unless it was 0
        cmc
        adc     edx, 0
        mov     [bar_length], eax
        mov     [bar_length + 4], edx
        and     ecx, [bar_held]
        mov     [bar_address], ecx
        mov     ecx, [bar_held + 4]
        mov     [bar_address + 4], ecx
        ret
