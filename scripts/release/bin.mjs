#!/usr/bin/env node
/** What the commands of the published package, `nmap` and `neuromap`, run. */
import { runProcess } from '@nmap/cli';

await runProcess();
