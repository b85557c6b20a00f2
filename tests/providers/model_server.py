"""Makes tiny models with random weights and serves them with ``transformers serve``.

Run by another interpreter than the tests': ``python model_server.py FOLDER PORT``, with
``HF_HUB_OFFLINE=1``, so that nothing is fetched.
"""

import sys
from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    CohereConfig,
    CohereForCausalLM,
    GenerationConfig,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
)

ARCHITECTURES = {"llama": (LlamaConfig, LlamaForCausalLM), "cohere": (CohereConfig, CohereForCausalLM)}
TEMPLATE = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\n{% endfor %}assistant: "
SENTENCES = ["文書の保存期間は五年です。", "出張命令は事前に受けます。"]
# What the babbler says besides broken letters: the marks, numbers and references that the apps look for in an answer.
BABBLE = (
    "\n", "\n\n", "\r", "\t", "\0", "# ", "## ", "- ", "| ", " |\n", "|---|---|\n", "**", "```\n", "> ", "[", "](", ")",
    "[1]", "[99]", "（L3）", "（L999）", "第一条", "第十二条第3項", "例示省旅費規程", "「", "」", "『", "』", "（", "）",
    "1,200万円", "令和９年４月31日", "2099-13-01", "十パーセント", "-0.5", "９９９９９９９９９９", "<script>", "</td>", "&lt;",
    "{{ text }}", "{% for a in b %}", "{0.__class__}", "%s", "\\", "決定事項", "宿題", "議事の概要", "問１", "答", "なし", "記", "以上",
    "及び", "又は", "ください", "である", "。", "、", "\u202e", "\u3000", "が\u3099", "\U0001f600", "http://localhost:1/",
)  # fmt: skip


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
    make_babbler(folder / "babbler", tokenizer, sizes)


def make_babbler(folder: Path, tokenizer: PreTrainedTokenizerFast, sizes: dict[str, int]) -> None:
    """A model that says anything for about a hundred tokens: it draws lots among ``BABBLE`` and a few broken letters."""
    letters = len(tokenizer)
    tokenizer.add_tokens([AddedToken(word, normalized=False) for word in BABBLE])
    model = LlamaForCausalLM(LlamaConfig(**{**sizes, "vocab_size": len(tokenizer)}))
    model.generation_config = GenerationConfig(
        do_sample=True,
        eos_token_id=sizes["eos_token_id"],
        pad_token_id=sizes["pad_token_id"],
        exponential_decay_length_penalty=(80, 1.2),
        suppress_tokens=[token for token in range(letters) if token % 8 and token != sizes["eos_token_id"]],
    )
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def serve(port: str) -> None:
    """The command ``transformers serve``, in this process, which has loaded everything already."""
    from transformers.cli.transformers import main

    sys.argv = ["transformers", "serve", "--host", "127.0.0.1", "--port", port, "--device", "cpu"]
    main()


if __name__ == "__main__":
    make_models(Path(sys.argv[1]))
    serve(sys.argv[2])
