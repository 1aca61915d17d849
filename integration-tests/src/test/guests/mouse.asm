; A ROM that makes the PS/2 mouse an IntelliMouse and then prints each of its reports over COM1, a line of four bytes
; in hexadecimal: buttons and signs, right, up, wheel ("09 00 00 00"). Before the first one it prints READY.
;   nasm -f bin -o mouse.bin mouse.asm

DATA    equ 60h                 ; the 8042
STATUS  equ 64h
COM1    equ 3f8h
LCR     equ COM1 + 3
LSR     equ COM1 + 5

        bits 16
        org 0

start:  cli
        cld
        mov ax, cs
        mov ds, ax
        xor ax, ax
        mov ss, ax
        mov sp, 1000h
        mov dx, LCR             ; divisor 1: 115,200 baud, 8 bits, no parity
        mov al, 83h
        out dx, al
        mov dx, COM1
        mov al, 1
        out dx, al
        inc dx
        mov al, 0
        out dx, al
        mov dx, LCR
        mov al, 3
        out dx, al

        mov al, 0aah            ; self-test of the controller, which answers 55h
        out STATUS, al
        call take
        mov al, 60h             ; command byte: no interrupts, keyboard off, mouse on
        out STATUS, al
        call room
        mov al, 10h
        out DATA, al
        mov si, orders
order:  lodsb
        cmp al, 0
        je ready
        call tell
        jmp order
ready:  mov si, text
letter: lodsb
        call print
        cmp al, 10
        jne letter

report: mov cx, 4
value:  call take
        call hex
        mov al, ' '
        call print
        loop value
        mov al, 13
        call print
        mov al, 10
        call print
        jmp report

tell:   mov ah, al              ; sends AL to the mouse, which acknowledges it
        call room
        mov al, 0d4h
        out STATUS, al
        call room
        mov al, ah
        out DATA, al
take:   in al, STATUS           ; gives the controller's next byte in AL
        test al, 1
        jz take
        in al, DATA
        ret

room:   in al, STATUS           ; waits until the controller has taken the byte before
        test al, 2
        jnz room
        ret

hex:    mov ah, al
        shr al, 4
        call digit
        mov al, ah
        and al, 15
digit:  add al, '0'
        cmp al, '9' + 1
        jb print
        add al, 'A' - '9' - 1
print:  mov bl, al
        mov dx, LSR
full:   in al, dx
        test al, 20h
        jz full
        mov dx, COM1
        mov al, bl
        out dx, al
        ret

orders: db 0f3h, 200, 0f3h, 100, 0f3h, 80       ; sampling rates that make it an IntelliMouse
        db 0f4h, 0                              ; enable
text:   db 'READY', 13, 10

        times 0fff0h - ($ - $$) hlt
        jmp 0f000h:start        ; reset
        times 10000h - ($ - $$) hlt
