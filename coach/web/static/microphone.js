// Runs beside the page: hands the microphone's samples on as they come.
class Microphone extends AudioWorkletProcessor {
  process(inputs) {
    const [channel] = inputs[0];
    if (channel) this.port.postMessage(channel.slice());
    return true;
  }
}
registerProcessor("microphone", Microphone);
