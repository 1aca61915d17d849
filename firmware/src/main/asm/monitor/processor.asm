; What processor this is (SDM 1 §20.1 "Using the CPUID Instruction"; AP-485 for processors without it).

EFLAGS_AC       equ 1 << 18             ; can be set on a 486, not on a 386
EFLAGS_ID       equ 1 << 21             ; can be changed where there is a CPUID instruction

FEATURE_MSR     equ 1 << 5              ; CPUID leaf 1, EDX
FEATURE_PAT     equ 1 << 16

EXTENDED        equ 0x80000000
BRAND_FIRST     equ 0x80000002
BRAND_LAST      equ 0x80000004

section .bss
        alignb  4
has_cpuid:      resd 1                  ; 1 if the processor has the CPUID instruction
features:       resd 1                  ; EDX of CPUID leaf 1, 0 if there is none
features_more:  resd 1                  ; ECX of it
signature:      resd 1                  ; EAX of it
cpuid_text:     resb 52                 ; text that CPUID gives, zero-terminated

section .text

; Tries to change the flags in EAX: the zero flag is set if they cannot be changed.
flag_is_fixed:
        push    ecx
        push    edx
        pushfd
        pushfd
        pop     edx
        mov     ecx, edx
        xor     edx, eax
        push    edx
        popfd
        pushfd
        pop     edx
        popfd
        xor     edx, ecx
        test    edx, eax
        pop     edx
        pop     ecx
        ret

; Fills the variables above.
identify_processor:
        pushad
        mov     eax, EFLAGS_ID
        call    flag_is_fixed
        jz      .done
        mov     dword [has_cpuid], 1
        xor     eax, eax
        newer   cpuid
        test    eax, eax
        jz      .done
        mov     eax, 1
        newer   cpuid
        mov     [signature], eax
        mov     [features], edx
        mov     [features_more], ecx
.done:
        popad
        ret

print_processor:
        pushad
        cmp     dword [has_cpuid], 0
        jne     .cpuid
        mov     eax, EFLAGS_AC
        call    flag_is_fixed
        jnz     .no_cpuid
        say     "386", CR, LF
        jmp     .done
.no_cpuid:
        say     "486 without CPUID", CR, LF
        jmp     .done
.cpuid:
        call    print_vendor
        call    print_signature
        call    print_brand
        newline
        call    print_features
.done:
        popad
        ret

print_vendor:
        xor     eax, eax
        newer   cpuid
        mov     edi, cpuid_text
        mov     [edi], ebx
        mov     [edi + 4], edx
        mov     [edi + 8], ecx
        mov     byte [edi + 12], 0
        push    edi
        call    print_text
        ret

; Family, model and stepping of the signature, extended as SDM 2A "CPUID" says: the extended family counts for family
; 15, the extended model for families 6 and 15.
print_signature:
        mov     ebx, [signature]
        mov     eax, ebx
        shr     eax, 8
        and     eax, 0xF
        mov     edx, ebx
        shr     edx, 4
        and     edx, 0xF
        mov     ecx, ebx
        shr     ecx, 12
        and     ecx, 0xF0
        cmp     eax, 6
        je      .extended_model
        cmp     eax, 15
        jne     .print
        shr     ebx, 20
        movzx   ebx, bl
        add     eax, ebx
.extended_model:
        add     edx, ecx
.print:
        say     " family "
        call    print_decimal
        say     " model "
        mov     eax, edx
        call    print_decimal
        say     " stepping "
        mov     eax, [signature]
        and     eax, 0xF
        jmp     print_decimal

; The brand string, where the processor has one.
print_brand:
        mov     eax, EXTENDED
        newer   cpuid
        cmp     eax, BRAND_LAST
        jb      .done
        test    eax, eax
        jns     .done
        mov     edi, cpuid_text
        mov     esi, BRAND_FIRST
.next:
        mov     eax, esi
        newer   cpuid
        stosd
        mov     eax, ebx
        stosd
        mov     eax, ecx
        stosd
        mov     eax, edx
        stosd
        inc     esi
        cmp     esi, BRAND_LAST
        jbe     .next
        mov     byte [edi], 0
        mov     esi, cpuid_text
        call    blanks
        jz      .done
        say     ", "
        push    esi
        call    print_text
.done:
        ret

print_features:
        say     "  features      "
        mov     eax, [features]
        mov     edx, feature_names
        call    print_bits
        newline
        cmp     dword [features_more], 0
        je      .done
        say     "                "
        mov     eax, [features_more]
        mov     edx, more_feature_names
        call    print_bits
        newline
.done:
        ret

section .rodata
feature_names:                          ; SDM 2A "CPUID", leaf 1, EDX
        bit_names "FPU", "VME", "DE", "PSE", "TSC", "MSR", "PAE", "MCE", "CX8", "APIC", "", "SEP", "MTRR", "PGE", "MCA", \
                  "CMOV", "PAT", "PSE-36", "PSN", "CLFSH", "", "DS", "ACPI", "MMX", "FXSR", "SSE", "SSE2", "SS", "HTT", \
                  "TM", "", "PBE"
more_feature_names:                     ; the same, ECX
        bit_names "SSE3", "PCLMULQDQ", "DTES64", "MONITOR", "DS-CPL", "VMX", "SMX", "EIST", "TM2", "SSSE3", "CNXT-ID", \
                  "SDBG", "FMA", "CMPXCHG16B", "xTPR", "PDCM", "", "PCID", "DCA", "SSE4_1", "SSE4_2", "x2APIC", "MOVBE", \
                  "POPCNT", "TSC-Deadline", "AESNI", "XSAVE", "OSXSAVE", "AVX", "F16C", "RDRAND", "hypervisor"
