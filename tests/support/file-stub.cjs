'use strict';

// Style sheets and images do not matter in jsdom.
module.exports = '';
