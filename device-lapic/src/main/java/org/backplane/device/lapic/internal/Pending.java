package org.backplane.device.lapic.internal;

/**
 * Interrupts that wait and that are served, by priority (SDM 3A §10.8): IRR, ISR and TMR, task and processor priority. For
 * each vector one can wait while one is served.
 */
final class Pending {
    static final int NONE = VectorSet.NONE;

    private static final int CLASS = 0xf0;

    final VectorSet requests = new VectorSet();
    final VectorSet inService = new VectorSet();
    final VectorSet levelTriggered = new VectorSet();
    private int taskPriority;

    /** Everything that waits or is served. */
    record State(int[] irr, int[] isr, int[] tmr, int tpr) {
    }

    State state() {
        return new State(requests.state(), inService.state(), levelTriggered.state(), taskPriority);
    }

    void restore(State before) {
        requests.restore(before.irr);
        inService.restore(before.isr);
        levelTriggered.restore(before.tmr);
        taskPriority = before.tpr;
    }

    void reset() {
        requests.clear();
        inService.clear();
        levelTriggered.clear();
        taskPriority = 0;
    }

    int taskPriority() {
        return taskPriority;
    }

    void taskPriority(int value) {
        taskPriority = value;
    }

    /** PPR (SDM 3A §10.8.3.1): what the task allows, or what is served if that is of a higher class. */
    int processorPriority() {
        int served = inService.highest();
        return served == NONE || (taskPriority & CLASS) >= (served & CLASS) ? taskPriority : served & CLASS;
    }

    /** An interrupt is accepted (SDM 3A §10.8.4). */
    void accept(int vector, boolean level) {
        requests.set(vector, true);
        levelTriggered.set(vector, level);
    }

    /** The vector that may be delivered now: of a class above the processor's priority. NONE if there is none. */
    int deliverable() {
        int vector = requests.highest();
        return vector != NONE && (vector & CLASS) > (processorPriority() & CLASS) ? vector : NONE;
    }

    /** Delivers {@link #deliverable}, which is there. */
    int take() {
        int vector = deliverable();
        requests.set(vector, false);
        inService.set(vector, true);
        return vector;
    }

    /** The end of what is served with the highest priority (SDM 3A §10.8.5): its vector, NONE if nothing is. */
    int end() {
        int vector = inService.highest();
        if (vector != NONE) {
            inService.set(vector, false);
        }
        return vector;
    }
}
