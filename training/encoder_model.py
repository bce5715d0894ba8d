"""The joint encoder: MiniLM with frozen word embeddings, word features, and a head for each layer."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

CASES = 8
STARTS = 3
GLUES = 2
ARC, RELATION, LINK = 256, 96, 128


class SharedDropout(nn.Module):
    """Dropout with one mask for all the words of a window (Gal & Ghahramani 2016): cheap on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training or self.share == 0:
            return x
        keep = 1 - self.share
        mask = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(keep).div_(keep)
        return x * mask.to(x.dtype)


class Mlp(nn.Module):
    """A linear layer, a leaky ReLU and dropout."""

    def __init__(self, size: int, out: int) -> None:
        super().__init__()
        self.linear = nn.Linear(size, out)
        self.drop = SharedDropout(0.25)
        nn.init.orthogonal_(self.linear.weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.drop(nn.functional.leaky_relu(self.linear(x), 0.1))


def with_one(x: torch.Tensor) -> torch.Tensor:
    """A constant feature appended: the bias of a biaffine form."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Pointer(nn.Module):
    """Biaffine scores of every word against every word, and against "none" in column 0."""

    def __init__(self, size: int, out: int) -> None:
        super().__init__()
        self.dependent, self.head = Mlp(size, out), Mlp(size, out)
        self.none = nn.Parameter(torch.randn(out) * 0.02)
        self.weight = nn.Parameter(torch.zeros(out + 1, out))

    def forward(self, words: torch.Tensor) -> torch.Tensor:
        dependent = with_one(self.dependent(words))
        head = self.head(words)
        head = torch.cat([self.none.expand(head.shape[0], 1, -1), head], 1)
        return dependent @ self.weight @ head.transpose(1, 2)


class JointEncoder(nn.Module):
    """Word pieces and word features in; scores for each layer of each word out."""

    def __init__(self, source: Path, sizes: dict[str, int]) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            source, add_pooling_layer=False, attn_implementation="eager"
        )
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        self.bert.embeddings.position_embeddings.weight.requires_grad_(False)
        self.bert.embeddings.token_type_embeddings.weight.requires_grad_(False)
        self.bert.embeddings.dropout = SharedDropout(0.1)
        for layer in self.bert.encoder.layer:
            layer.attention.self.dropout = nn.Dropout(0.0)
            layer.attention.self.attention_dropout = 0.0
            layer.attention.output.dropout = SharedDropout(0.1)
            layer.output.dropout = SharedDropout(0.1)
        size = self.bert.config.hidden_size
        self.features = nn.Embedding(CASES + STARTS + GLUES, size)
        nn.init.normal_(self.features.weight, std=0.01)
        self.drop = SharedDropout(0.2)
        self.linear = nn.ModuleDict(
            {
                name: nn.Linear(size, sizes[name])
                for name in ("xpos", "upos", "script", "name", "cue", "source", "content")
            }
        )
        self.arc = Pointer(size, ARC)
        self.to_cue, self.to_source = Pointer(size, LINK), Pointer(size, LINK)
        self.relation_dependent, self.relation_head = Mlp(size, RELATION), Mlp(size, RELATION)
        self.relation_root = nn.Parameter(torch.randn(RELATION) * 0.02)
        self.relation = nn.Parameter(torch.zeros(sizes["dep"], RELATION + 1, RELATION + 1))

    def embed(self, pieces: torch.Tensor, features: torch.Tensor) -> torch.Tensor:
        """Frozen word-piece vectors plus the learned vectors of case, sentence start and glue."""
        word = self.bert.embeddings.word_embeddings(pieces)
        return word + self.features(features).sum(-2)

    def forward(self, pieces, features, mask, first):
        """Hidden states of the first piece of each word; bf16 inside, float32 out."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.bert(
                inputs_embeds=self.embed(pieces, features), attention_mask=mask
            ).last_hidden_state
        hidden = hidden.float()
        words = hidden.gather(1, first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        return self.drop(words)

    def relation_scores(self, words: torch.Tensor, chosen: torch.Tensor) -> torch.Tensor:
        """Label scores of each word's arc to its chosen head (0: root, else word + 1)."""
        dependent = with_one(self.relation_dependent(words))
        head = self.relation_head(words)
        head = torch.cat([self.relation_root.expand(head.shape[0], 1, -1), head], 1)
        head = with_one(head.gather(1, chosen.unsqueeze(-1).expand(-1, -1, head.shape[-1])))
        mixed = torch.einsum("bnd,ldh->bnlh", dependent, self.relation)
        return torch.einsum("bnlh,bnh->bnl", mixed, head)


def read_labels(path: Path) -> dict[str, list[str]]:
    """The label lists that the heads were trained with."""
    return json.loads(path.read_text(encoding="utf-8"))
