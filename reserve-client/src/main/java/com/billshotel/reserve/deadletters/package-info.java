/** The command line for dead letters: lists, shows and replays them. */
package com.billshotel.reserve.deadletters;
