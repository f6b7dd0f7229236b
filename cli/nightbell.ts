#!/usr/bin/env node
console.log('nightbell')
