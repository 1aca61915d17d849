; UARTs of the 8250 family, in port space or in memory (PC16550D §8 "Registers").
;
; A UART is named by its base address in EBX: up to FFFFh it is a port, with the registers side by side; above that it
; is a memory address, with the registers four bytes apart.

UART_RBR        equ 0                   ; receiver buffer (read)
UART_THR        equ 0                   ; transmitter holding (write)
UART_DLL        equ 0                   ; divisor, low byte (DLAB = 1)
UART_IER        equ 1                   ; interrupt enable
UART_DLM        equ 1                   ; divisor, high byte (DLAB = 1)
UART_IIR        equ 2                   ; interrupt identification (read)
UART_FCR        equ 2                   ; FIFO control (write)
UART_LCR        equ 3                   ; line control
UART_MCR        equ 4                   ; modem control
UART_LSR        equ 5                   ; line status
UART_SCR        equ 7                   ; scratch

IER_ALWAYS_0    equ 0xC0
FCR_ENABLE      equ 0x01
IIR_FIFO        equ 0xC0
LCR_8N1         equ 0x03
LCR_DLAB        equ 0x80
MCR_DTR_RTS     equ 0x03
LSR_DR          equ 0x01
LSR_THRE        equ 0x20

UART_NONE       equ 0
UART_8250       equ 1
UART_16450      equ 2
UART_16550      equ 3                   ; has FIFOs that do not work
UART_16550A     equ 4

section .text

; AL = register ECX of the UART at EBX.
uart_get:
        push    edx
        cmp     ebx, 0xFFFF
        ja      .memory
        lea     edx, [ebx + ecx]
        in      al, dx
        pop     edx
        ret
.memory:
        mov     al, [ebx + ecx * 4]
        pop     edx
        ret

; Register ECX of the UART at EBX = AL.
uart_put:
        push    edx
        cmp     ebx, 0xFFFF
        ja      .memory
        lea     edx, [ebx + ecx]
        out     dx, al
        pop     edx
        ret
.memory:
        mov     [ebx + ecx * 4], al
        pop     edx
        ret

; Writes AL to register ECX, reads it back: the zero flag tells whether the bits in AH came back as they were written.
uart_holds:
        push    edx
        mov     edx, eax
        call    uart_put
        call    uart_get
        xor     al, dl
        test    al, dh
        mov     eax, edx
        pop     edx
        ret

; The zero flag tells whether a UART is at EBX: the lower half of its IER holds what is written, bits 7 and 6 are
; always 0 (which tells it from RAM). IER is 0 afterwards. DLAB must be 0.
uart_present:
        push    eax
        push    ecx
        mov     ecx, UART_IER
        mov     ax, 0xFF0F
        call    uart_holds
        jnz     .done
        mov     al, IER_ALWAYS_0
        call    uart_put
        call    uart_get
        test    al, al
.done:
        pushfd
        xor     eax, eax
        call    uart_put
        popfd
        pop     ecx
        pop     eax
        ret

; The zero flag tells whether the UART has a scratch register, which the 8250 has not. It keeps its value.
uart_has_scratch:
        push    eax
        push    ecx
        mov     ecx, UART_SCR
        call    uart_get
        push    eax
        mov     ax, 0xFF5A
        call    uart_holds
        jnz     .done
        mov     ax, 0xFFA5
        call    uart_holds
.done:
        pop     eax
        pushfd
        call    uart_put
        popfd
        pop     ecx
        pop     eax
        ret

; EAX = what kind of UART is at EBX, one of the constants above. Leaves the FIFOs on where there are any.
uart_kind:
        push    ecx
        mov     ecx, UART_LCR
        call    uart_get
        push    eax
        and     al, ~LCR_DLAB
        call    uart_put
        call    uart_present
        mov     eax, UART_NONE
        jnz     .known
        call    uart_has_scratch
        mov     eax, UART_8250
        jnz     .known
        call    uart_fifo_kind
.known:
        xchg    eax, [esp]
        mov     ecx, UART_LCR
        call    uart_put
        pop     eax
        pop     ecx
        ret

; EAX = 16450, 16550 or 16550A, by what bits 7 and 6 of IIR say once FCR has bit 0 set.
uart_fifo_kind:
        push    ecx
        mov     al, FCR_ENABLE
        mov     ecx, UART_FCR
        call    uart_put
        mov     ecx, UART_IIR
        call    uart_get
        and     eax, IIR_FIFO
        shr     eax, 6                  ; 0, 2 or 3; 1 is not used by any of them
        movzx   eax, byte [.kinds + eax]
        pop     ecx
        ret

section .rodata
.kinds: db      UART_16450, UART_16450, UART_16550, UART_16550A

section .text

; Switches the FIFOs of the UART at EBX off again; no effect on one without.
uart_fifo_off:
        push    eax
        push    ecx
        xor     eax, eax
        mov     ecx, UART_FCR
        call    uart_put
        pop     ecx
        pop     eax
        ret
