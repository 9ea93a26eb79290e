'use strict';

// Style sheets and pictures say nothing in a test without a screen.
module.exports = '';
