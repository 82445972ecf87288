"""Model files of formats other than GGUF, safetensors and ONNX: their metadata.

`names` maps file names to formats, `facts` lists the keys of each, `readers` reads; a module per format.
"""
