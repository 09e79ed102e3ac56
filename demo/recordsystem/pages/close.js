// Where the list is, no record is open: the token of the one that was goes.
'use strict';
sessionStorage.removeItem(document.body.dataset.tokenKey);
