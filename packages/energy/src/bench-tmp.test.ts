import {it} from '@jest/globals';
import { PlacementCost, hopPrices, CostTracker, countEvents, degreeBound, evaluate } from './index.ts';
import { Rng } from '@nmap/kernels';
import { convNet, placedNet, rowMajor } from './testing/jin-nets.ts';
import { chipOf, networkOf, problemOf, randomNetwork, placedOn, ENERGY_OF_PRIMES } from './testing/problems.ts';
it('bench',()=>{
const t=(n:string,f:()=>any)=>{const a=performance.now();const r=f();console.log(n,(performance.now()-a).toFixed(0),'ms');return r;};
for (const side of [128, 1024]) {
  const placed = t('net '+side,()=>placedNet(convNet(side,side,4), rowMajor(side)));
  const prices = t('prices',()=>hopPrices(placed.problem));
  const cost = t('PlacementCost',()=>new PlacementCost(placed.clustered, prices, rowMajor(side)));
  console.log(t('total',()=>cost.total()));
  const rng=new Rng(1); let s=0; const n=side*side;
  t('1M swapDelta',()=>{for(let i=0;i<1e6;i++){s+=cost.swapDelta(rng.below(n),rng.below(n));}});
  t('1M swapDelta+apply',()=>{for(let i=0;i<1e6;i++){const a=rng.below(n),b=rng.below(n);if(cost.swapDelta(a,b)<0)cost.applySwap(a,b);}});
  console.log(cost.total());
  console.log(t('degree',()=>degreeBound(placed.clustered.traffic.graph, placed.problem.target)));
}
for (const multicast of ['unicast-per-core','tree'] as const) {
  const rng=new Rng(3);
  const target = chipOf({columns:8,rows:4,coresPerTile:4,multicast,energy:ENERGY_OF_PRIMES});
  const network = t('random net 20k/2M',()=>{const out:[number,number][]=[];for(let i=0;i<2e6;i++)out.push([rng.below(20000),rng.below(20000)]);return networkOf({spikes:Array.from({length:20000},()=>rng.below(5)+1),synapses:out});});
  const problem=problemOf(network,target);
  const partOf=Uint32Array.from({length:20000},()=>rng.below(128));
  t('countEvents',()=>countEvents(problem,partOf));
  t('evaluate',()=>evaluate(placedOn(problem,partOf)));
  const tr=t('tracker',()=>new CostTracker(problem,partOf));
  const prices=hopPrices(problem); let s=0;
  const N = multicast==='tree'?2000:20000;
  t(N+' deltaOfMove',()=>{for(let i=0;i<N;i++)s+=tr.deltaOfMove(rng.below(20000),rng.below(128),prices);});
  t(N/10+' moves',()=>{for(let i=0;i<N/10;i++)tr.moveNeuron(rng.below(20000),rng.below(128));});
  t('swapCores',()=>{tr.swapCores(3,77);});
}

},600000);
