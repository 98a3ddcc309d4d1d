"""Makes tiny random models of the Llama family, and what transformers and tokenizers compute of them.

    pip install torch==2.15.0 transformers==5.23.0 tokenizers==0.23.3
    python src/test/python/make_gguf_families.py        (in the project's folder)
"""
import json, os, shutil, torch
from tokenizers import Tokenizer, models, pre_tokenizers, decoders, trainers, processors, normalizers, Regex, AddedToken
from transformers import (LlamaConfig, LlamaForCausalLM, MistralConfig, MistralForCausalLM, Qwen2Config, Qwen2ForCausalLM, Qwen3Config, Qwen3ForCausalLM)
text=open('samples/texts/stories-sample-short.txt', encoding='utf-8').read()
W=r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
T=r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
U=r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"; L=r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
TEK=rf"[^\r\n\p{{L}}\p{{N}}]?{U}*{L}+|[^\r\n\p{{L}}\p{{N}}]?{U}+{L}*|\p{{N}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
REG={'llama3':W+r"\p{N}{1,3}|"+T,'qwen2':W+r"\p{N}|"+T,'qwen3':W+r"\p{N}|"+T,'mistral':TEK}
common=dict(hidden_size=32,intermediate_size=64,num_hidden_layers=2,num_attention_heads=4,num_key_value_heads=2,max_position_embeddings=256,initializer_range=0.25)
out='src/test/resources/gguf/families'; shutil.rmtree(out,ignore_errors=True); ref={}
for name in REG:
    tk=Tokenizer(models.BPE(ignore_merges=name in('llama3','mistral')))
    if name.startswith('qwen'): tk.normalizer=normalizers.NFC()
    tk.pre_tokenizer=pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(REG[name]),'isolated'),pre_tokenizers.ByteLevel(add_prefix_space=False,use_regex=False)])
    tk.decoder=decoders.ByteLevel()
    tr=trainers.BpeTrainer(vocab_size=290,special_tokens=[],initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),show_progress=False)
    tk.train_from_iterator([text],tr)
    tk.add_special_tokens([AddedToken('<|begin|>',special=True),AddedToken('<|end|>',special=True)])
    b,e=tk.token_to_id('<|begin|>'),tk.token_to_id('<|end|>')
    if name in('llama3','mistral'):
        tk.post_processor=processors.TemplateProcessing(single='<|begin|> $A',special_tokens=[('<|begin|>',b)])
    n=tk.get_vocab_size(); vs=n+4
    torch.manual_seed(len(name)*7+ord(name[0]))
    c=dict(common,vocab_size=vs,bos_token_id=b if not name.startswith('qwen') else None,eos_token_id=e)
    if name=='llama3':
        c.update(rope_parameters=dict(rope_type='llama3',rope_theta=500000.0,factor=8.0,low_freq_factor=1.0,high_freq_factor=4.0,original_max_position_embeddings=64),tie_word_embeddings=False)
        m=LlamaForCausalLM(LlamaConfig(**c))
    elif name=='mistral':
        c.update(head_dim=16,sliding_window=None,tie_word_embeddings=False,rope_parameters=dict(rope_type='default',rope_theta=10000.0)); m=MistralForCausalLM(MistralConfig(**c))
    elif name=='qwen2':
        c.update(tie_word_embeddings=True); m=Qwen2ForCausalLM(Qwen2Config(**c))
    else:
        c.update(head_dim=16,tie_word_embeddings=True); m=Qwen3ForCausalLM(Qwen3Config(**c))
    m=m.float().eval()
    with torch.no_grad():
        for k,p in m.named_parameters():
            if 'bias' in k: p.normal_(0,0.3)
            if 'norm' in k: p.uniform_(0.5,1.5)
        # Only printable ASCII can win, so that continuations are texts.
        head=m.get_output_embeddings().weight
        plain={i for t,i in tk.get_vocab().items() if all(33<=ord(ch)<=126 or ch=='Ġ' for ch in t) and '<|' not in t}
        for i in range(vs):
            if i not in plain: head[i]=0
    d=f'{out}/{name}'; m.save_pretrained(d); tk.save(d+'/tokenizer.json')
    json.dump({'bos_token':None if name.startswith('qwen') else '<|begin|>','eos_token':'<|end|>'},open(d+'/tokenizer_config.json','w'))
    r={'greedy':[],'tokenizer':[]}
    for prompt in ['Once upon a time','The little dog ran 1234 steps',"Don't say \"no\"!"]:
        ids=tk.encode(prompt).ids; cur=list(ids); margin=9
        for _ in range(24):
            lo=m(torch.tensor([cur])).logits[0,-1]; top=lo.topk(2).values; margin=min(margin,float(top[0]-top[1])); cur.append(int(lo.argmax()))
        r['greedy'].append(dict(prompt=prompt,ids=ids,continuation=cur[len(ids):],min_margin=margin,text=tk.decode(cur[len(ids):],skip_special_tokens=False)))
    for t in ['a','  two','Year 1999 and 2026!','0123456789','tab\tand\n\nnew','Grüße, naïve','日本語','😀 x',"I'LL don't",'HELLO World_x/y\r\n','camelCaseWord','<|end|> x']:
        r['tokenizer'].append(dict(text=t,ids=tk.encode(t,add_special_tokens=False).ids))
    ref[name]=r; print(name,vs,[g['min_margin'] for g in r['greedy']],os.path.getsize(d+'/model.safetensors'))
json.dump(ref,open(out+'/reference.json','w'),ensure_ascii=False,indent=1)
