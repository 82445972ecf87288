"""Model files of other formats than GGUF, safetensors and ONNX: what each says of itself.

`names` tells which file may be of which format, `facts` what each says, `readers` reads; a module per format.
"""
