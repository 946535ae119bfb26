import { expect, test } from 'vitest'
import { isPublicAddress } from './outgoing-addresses.ts'

test.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  ['127.0.0.1', 'loopback'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'link-local: where clouds keep credentials'],
  ['100.64.0.1', 'behind the NAT of a carrier'],
  ['198.18.0.1', 'for benchmarks'],
  ['0.0.0.0', 'this host'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['240.0.0.1', 'reserved'],
  ['::1', 'loopback'],
  ['::', 'this host'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local with a zone'],
  ['fc00::1', 'unique local'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['::ffff:127.0.0.1', 'loopback, mapped'],
  ['::ffff:7f00:1', 'loopback, mapped and in hexadecimal'],
  ['::127.0.0.1', 'loopback in the form that was given up'],
  ['64:ff9b::7f00:1', 'loopback behind NAT64'],
  ['64:ff9b::a9fe:a9fe', 'link-local behind NAT64'],
  ['64:ff9b:1::808:808', 'a NAT64 of somebody'],
  ['2002:7f00:1::', '6to4'],
  ['2001::1', 'Teredo'],
  ['2001:db8::1', 'for documentation'],
  ['4000::1', 'not given to anybody'],
  ['168.63.129.16', 'the host of a machine in Azure'],
  ['::ffff:168.63.129.16', 'that, mapped'],
  ['64:ff9b::100.100.100.200', 'where another cloud keeps credentials, behind NAT64'],
  ['192.0.0.192', 'set apart for protocols'],
  ['192.88.99.1', 'a relay of 6to4'],
  ['::ffff:0:127.0.0.1', 'loopback, translated'],
  ['3fff::1', 'for documentation'],
  ['127.1', 'no address as they are written today'],
  ['2130706433', 'nor this'],
  ['example.org', 'no address'],
  ['', 'nothing'],
])('%s is not: %s', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})
