/**
 * A simulated OpenStack on loopback, in memory: what the offline tests, the demo, the training session and the
 * benchmark run on. It answers what the real services answer, oddities included; the fixtures beside it and the words
 * in the code were recorded from OpenStack 2025.1 (keystone 27.1, nova 31.3, glance 30.2, neutron 26.0, cinder 26.3,
 * heat 24.1, octavia 16.1), and where another source is meant, that is named. Not here: what no tool uses. Start
 * reading at {@link FakeCloud}; a service is one class with its name, {@link World} is what they show,
 * {@link Compare} holds them against a real one.
 */
package osmcp.cloud;
