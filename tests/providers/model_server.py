"""Makes tiny models with random weights and serves them with ``transformers serve``.

Run by another interpreter than the tests': ``python model_server.py FOLDER PORT``, with
``HF_HUB_OFFLINE=1``, so that nothing is fetched.
"""

import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    CohereConfig,
    CohereForCausalLM,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
)

ARCHITECTURES = {"llama": (LlamaConfig, LlamaForCausalLM), "cohere": (CohereConfig, CohereForCausalLM)}
TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant: "
SENTENCES = ["文書の保存期間は五年です。", "出張命令は事前に受けます。"]


def make_tokenizer() -> PreTrainedTokenizerFast:
    """A tokenizer of a few hundred pieces that knows every byte."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<s>", "</s>", "<pad>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=special, initial_alphabet=alphabet)
    tokenizer.train_from_iterator(SENTENCES, trainer)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>"
    )
    fast.chat_template = TEMPLATE
    return fast


def make_models(folder: Path) -> None:
    """One model of each architecture, with the same weights each time."""
    tokenizer = make_tokenizer()
    sizes = {
        "vocab_size": len(tokenizer),
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "max_position_embeddings": 2048,
        "bos_token_id": 0,
        "eos_token_id": 1,
        "pad_token_id": 2,
    }
    torch.manual_seed(1)
    for name, (configuration, model) in ARCHITECTURES.items():
        model(configuration(**sizes)).save_pretrained(folder / name)
        tokenizer.save_pretrained(folder / name)


def serve(port: str) -> None:
    """The command ``transformers serve``, in this process, which has loaded everything already."""
    from transformers.cli.transformers import main

    sys.argv = ["transformers", "serve", "--host", "127.0.0.1", "--port", port, "--device", "cpu"]
    main()


if __name__ == "__main__":
    make_models(Path(sys.argv[1]))
    serve(sys.argv[2])
