import { appAlexnet, appHeartClass, appLenet, appVggnet } from './applications/convolutional.ts';
import { appDigitRecogMlp, appEdgeDet, appImgSmooth } from './applications/feed-forward.ts';
import { appHeartEstm, appRDigitRecog, appVisualPursuit } from './applications/reservoirs.ts';
import { jinConvGenerator, jinDenseGenerator } from './clusters/jin.ts';
import type { Generator } from './generator.ts';
import { alexnet } from './layered/alexnet.ts';
import { giant } from './layered/giant.ts';
import { lenet5 } from './layered/lenet5.ts';
import { mlp } from './layered/mlp.ts';
import { mobilenet } from './layered/mobilenet.ts';
import { resnet18, resnet50 } from './layered/resnet.ts';
import { vgg } from './layered/vgg.ts';
import { lsm } from './recurrent/lsm.ts';
import { microcircuit } from './recurrent/microcircuit.ts';
import { planted } from './recurrent/planted.ts';
import { random } from './recurrent/random.ts';
import { randomTier } from './recurrent/random-tier.ts';
import { smallWorld } from './recurrent/small-world.ts';

/** Every kind of `nmap generate KIND`. Cluster graphs are for `place --clusters`. */
export const GENERATORS: Readonly<Record<string, Generator>> = {
  lenet5,
  vgg,
  alexnet,
  mobilenet,
  resnet18,
  resnet50,
  giant,
  mlp,
  lsm,
  'small-world': smallWorld,
  random,
  'random-tier': randomTier,
  microcircuit,
  planted,
  'app-lenet': appLenet,
  'app-alexnet': appAlexnet,
  'app-vggnet': appVggnet,
  'app-heart-class': appHeartClass,
  'app-digit-recog-mlp': appDigitRecogMlp,
  'app-edge-det': appEdgeDet,
  'app-img-smooth': appImgSmooth,
  'app-heart-estm': appHeartEstm,
  'app-visual-pursuit': appVisualPursuit,
  'app-r-digit-recog': appRDigitRecog,
  'jin-conv': jinConvGenerator,
  'jin-dense': jinDenseGenerator,
};
