/** Every mapper as the function a library user calls: `hilbert({ order: 'given' })`. */
export * from '@nmap/mappers/table';
