/**
 * What the fabric and the processor cost, by JMH. {@code java -jar benchmarks/target/benchmarks.jar} runs everything;
 * {@code docs/performance.md} has the figures.
 */
package org.backplane.benchmarks;
