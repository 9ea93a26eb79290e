;; Inner products of queries and rows of 8-bit numbers, 16 at a time. Compiled by
;; scripts/compile-kernel.mjs into kernel-bytes.ts.
;;
;; Addresses are in bytes. `width` is the length of a row of codes: the dimensions, filled up with zeros to
;; a multiple of 16. A query is a row of `width` 16-bit numbers. `records` are the numbers of the records
;; to compare; a record's rows begin at firstRow[record] and end before firstRow[record + 1]. For each query
;; `out` gets one 32-bit float per record for its first row, then one per record for the best of its
;; other rows, or again the first if there are none.
(module
  (import "scan" "memory" (memory 1 65536))

  (func $total (param $lanes v128) (result f32)
    (f32.convert_i32_s
      (i32.add
        (i32.add (i32x4.extract_lane 0 (local.get $lanes)) (i32x4.extract_lane 1 (local.get $lanes)))
        (i32.add (i32x4.extract_lane 2 (local.get $lanes)) (i32x4.extract_lane 3 (local.get $lanes))))))

  ;; One query.
  (func (export "scanOne")
    (param $query i32) (param $records i32) (param $count i32) (param $firstRow i32)
    (param $codes i32) (param $scales i32) (param $width i32) (param $out i32)
    (local $index i32) (local $place i32) (local $row i32) (local $end i32)
    (local $code i32) (local $codeEnd i32) (local $number i32) (local $column i32)
    (local $part v128) (local $sum v128) (local $score f32) (local $whole f32) (local $best f32)
    (local.set $column (i32.shl (local.get $count) (i32.const 2)))
    (block $done
      (loop $nextRecord
        (br_if $done (i32.eq (local.get $index) (local.get $count)))
        (local.set $place
          (i32.add (local.get $firstRow)
            (i32.shl
              (i32.load (i32.add (local.get $records) (i32.shl (local.get $index) (i32.const 2))))
              (i32.const 2))))
        (local.set $row (i32.load (local.get $place)))
        (local.set $end (i32.load offset=4 (local.get $place)))
        (local.set $whole (f32.const nan))
        (local.set $best (f32.const -inf))
        (loop $nextRow
          (local.set $code
            (i32.add (local.get $codes) (i32.mul (local.get $row) (local.get $width))))
          (local.set $codeEnd (i32.add (local.get $code) (local.get $width)))
          (local.set $number (local.get $query))
          (local.set $sum (v128.const i32x4 0 0 0 0))
          (loop $nextPart
            (local.set $part (v128.load (local.get $code)))
            (local.set $sum
              (i32x4.add (local.get $sum)
                (i32x4.add
                  (i32x4.dot_i16x8_s
                    (i16x8.extend_low_i8x16_s (local.get $part)) (v128.load (local.get $number)))
                  (i32x4.dot_i16x8_s
                    (i16x8.extend_high_i8x16_s (local.get $part))
                    (v128.load offset=16 (local.get $number))))))
            (local.set $number (i32.add (local.get $number) (i32.const 32)))
            (local.set $code (i32.add (local.get $code) (i32.const 16)))
            (br_if $nextPart (i32.ne (local.get $code) (local.get $codeEnd))))
          (local.set $score
            (f32.mul (call $total (local.get $sum))
              (f32.load (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2))))))
          (if (f32.ne (local.get $whole) (local.get $whole))
            (then (local.set $whole (local.get $score)))
            (else (local.set $best (f32.max (local.get $best) (local.get $score)))))
          (local.set $row (i32.add (local.get $row) (i32.const 1)))
          (br_if $nextRow (i32.lt_u (local.get $row) (local.get $end))))
        (local.set $place (i32.add (local.get $out) (i32.shl (local.get $index) (i32.const 2))))
        (f32.store (local.get $place) (local.get $whole))
        (f32.store (i32.add (local.get $place) (local.get $column))
          (select (local.get $whole) (local.get $best)
            (f32.eq (local.get $best) (f32.const -inf))))
        (local.set $index (i32.add (local.get $index) (i32.const 1)))
        (br $nextRecord))))

  ;; Four queries, one after the other at `query`, for little more than half the time of two.
  (func (export "scanFour")
    (param $query i32) (param $records i32) (param $count i32) (param $firstRow i32)
    (param $codes i32) (param $scales i32) (param $width i32) (param $out i32)
    (local $index i32) (local $place i32) (local $row i32) (local $end i32) (local $isFirst i32)
    (local $code i32) (local $codeEnd i32) (local $column i32) (local $scale f32)
    (local $n0 i32) (local $n1 i32) (local $n2 i32) (local $n3 i32)
    (local $part v128) (local $low v128) (local $high v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (local $x0 f32) (local $x1 f32) (local $x2 f32) (local $x3 f32)
    (local $w0 f32) (local $w1 f32) (local $w2 f32) (local $w3 f32)
    (local $b0 f32) (local $b1 f32) (local $b2 f32) (local $b3 f32)
    (local.set $column (i32.shl (local.get $count) (i32.const 2)))
    (block $done
      (loop $nextRecord
        (br_if $done (i32.eq (local.get $index) (local.get $count)))
        (local.set $place
          (i32.add (local.get $firstRow)
            (i32.shl
              (i32.load (i32.add (local.get $records) (i32.shl (local.get $index) (i32.const 2))))
              (i32.const 2))))
        (local.set $row (i32.load (local.get $place)))
        (local.set $end (i32.load offset=4 (local.get $place)))
        (local.set $isFirst (i32.const 1))
        (loop $nextRow
          (local.set $code
            (i32.add (local.get $codes) (i32.mul (local.get $row) (local.get $width))))
          (local.set $codeEnd (i32.add (local.get $code) (local.get $width)))
          (local.set $n0 (local.get $query))
          (local.set $n1 (i32.add (local.get $n0) (i32.shl (local.get $width) (i32.const 1))))
          (local.set $n2 (i32.add (local.get $n1) (i32.shl (local.get $width) (i32.const 1))))
          (local.set $n3 (i32.add (local.get $n2) (i32.shl (local.get $width) (i32.const 1))))
          (local.set $s0 (v128.const i32x4 0 0 0 0))
          (local.set $s1 (v128.const i32x4 0 0 0 0))
          (local.set $s2 (v128.const i32x4 0 0 0 0))
          (local.set $s3 (v128.const i32x4 0 0 0 0))
          (loop $nextPart
            (local.set $part (v128.load (local.get $code)))
            (local.set $low (i16x8.extend_low_i8x16_s (local.get $part)))
            (local.set $high (i16x8.extend_high_i8x16_s (local.get $part)))
            (local.set $s0 (i32x4.add (local.get $s0) (i32x4.add
              (i32x4.dot_i16x8_s (local.get $low) (v128.load (local.get $n0)))
              (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=16 (local.get $n0))))))
            (local.set $s1 (i32x4.add (local.get $s1) (i32x4.add
              (i32x4.dot_i16x8_s (local.get $low) (v128.load (local.get $n1)))
              (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=16 (local.get $n1))))))
            (local.set $s2 (i32x4.add (local.get $s2) (i32x4.add
              (i32x4.dot_i16x8_s (local.get $low) (v128.load (local.get $n2)))
              (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=16 (local.get $n2))))))
            (local.set $s3 (i32x4.add (local.get $s3) (i32x4.add
              (i32x4.dot_i16x8_s (local.get $low) (v128.load (local.get $n3)))
              (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=16 (local.get $n3))))))
            (local.set $n0 (i32.add (local.get $n0) (i32.const 32)))
            (local.set $n1 (i32.add (local.get $n1) (i32.const 32)))
            (local.set $n2 (i32.add (local.get $n2) (i32.const 32)))
            (local.set $n3 (i32.add (local.get $n3) (i32.const 32)))
            (local.set $code (i32.add (local.get $code) (i32.const 16)))
            (br_if $nextPart (i32.ne (local.get $code) (local.get $codeEnd))))
          (local.set $scale
            (f32.load (i32.add (local.get $scales) (i32.shl (local.get $row) (i32.const 2)))))
          (local.set $x0 (f32.mul (call $total (local.get $s0)) (local.get $scale)))
          (local.set $x1 (f32.mul (call $total (local.get $s1)) (local.get $scale)))
          (local.set $x2 (f32.mul (call $total (local.get $s2)) (local.get $scale)))
          (local.set $x3 (f32.mul (call $total (local.get $s3)) (local.get $scale)))
          (if (local.get $isFirst)
            (then
              (local.set $isFirst (i32.const 0))
              (local.set $w0 (local.get $x0)) (local.set $b0 (f32.const -inf))
              (local.set $w1 (local.get $x1)) (local.set $b1 (f32.const -inf))
              (local.set $w2 (local.get $x2)) (local.set $b2 (f32.const -inf))
              (local.set $w3 (local.get $x3)) (local.set $b3 (f32.const -inf)))
            (else
              (local.set $b0 (f32.max (local.get $b0) (local.get $x0)))
              (local.set $b1 (f32.max (local.get $b1) (local.get $x1)))
              (local.set $b2 (f32.max (local.get $b2) (local.get $x2)))
              (local.set $b3 (f32.max (local.get $b3) (local.get $x3)))))
          (local.set $row (i32.add (local.get $row) (i32.const 1)))
          (br_if $nextRow (i32.lt_u (local.get $row) (local.get $end))))
        (if (f32.eq (local.get $b0) (f32.const -inf))
          (then
            (local.set $b0 (local.get $w0)) (local.set $b1 (local.get $w1))
            (local.set $b2 (local.get $w2)) (local.set $b3 (local.get $w3))))
        (local.set $place (i32.add (local.get $out) (i32.shl (local.get $index) (i32.const 2))))
        (f32.store (local.get $place) (local.get $w0))
        (local.set $place (i32.add (local.get $place) (local.get $column)))
        (f32.store (local.get $place) (local.get $b0))
        (local.set $place (i32.add (local.get $place) (local.get $column)))
        (f32.store (local.get $place) (local.get $w1))
        (local.set $place (i32.add (local.get $place) (local.get $column)))
        (f32.store (local.get $place) (local.get $b1))
        (local.set $place (i32.add (local.get $place) (local.get $column)))
        (f32.store (local.get $place) (local.get $w2))
        (local.set $place (i32.add (local.get $place) (local.get $column)))
        (f32.store (local.get $place) (local.get $b2))
        (local.set $place (i32.add (local.get $place) (local.get $column)))
        (f32.store (local.get $place) (local.get $w3))
        (local.set $place (i32.add (local.get $place) (local.get $column)))
        (f32.store (local.get $place) (local.get $b3))
        (local.set $index (i32.add (local.get $index) (i32.const 1)))
        (br $nextRecord))))

  ;; Turns rows of `width` floats at `rows` into codes, each row's largest number into 127 or -127, and
  ;; writes by what a row's codes are to be multiplied to give its numbers again.
  (func (export "quantise")
    (param $rows i32) (param $count i32) (param $width i32) (param $codes i32) (param $scales i32)
    (local $row i32) (local $from i32) (local $end i32) (local $most v128) (local $largest f32)
    (local $by v128)
    (block $done
      (loop $nextRow
        (br_if $done (i32.eq (local.get $row) (local.get $count)))
        (local.set $from (local.get $rows))
        (local.set $end
          (i32.add (local.get $rows) (i32.shl (local.get $width) (i32.const 2))))
        (local.set $most (v128.const f32x4 0 0 0 0))
        (loop $nextPart
          (local.set $most
            (f32x4.max (local.get $most) (f32x4.abs (v128.load (local.get $from)))))
          (local.set $from (i32.add (local.get $from) (i32.const 16)))
          (br_if $nextPart (i32.ne (local.get $from) (local.get $end))))
        (local.set $largest
          (f32.max
            (f32.max (f32x4.extract_lane 0 (local.get $most)) (f32x4.extract_lane 1 (local.get $most)))
            (f32.max (f32x4.extract_lane 2 (local.get $most)) (f32x4.extract_lane 3 (local.get $most)))))
        (f32.store (local.get $scales) (f32.div (local.get $largest) (f32.const 127)))
        ;; A row of zeros would divide by zero; not a number becomes code 0.
        (local.set $by (f32x4.splat (f32.div (f32.const 127) (local.get $largest))))
        (loop $nextPart
          (v128.store (local.get $codes)
            (i8x16.narrow_i16x8_s
              (i16x8.narrow_i32x4_s
                (i32x4.trunc_sat_f32x4_s (f32x4.nearest
                  (f32x4.mul (v128.load (local.get $rows)) (local.get $by))))
                (i32x4.trunc_sat_f32x4_s (f32x4.nearest
                  (f32x4.mul (v128.load offset=16 (local.get $rows)) (local.get $by)))))
              (i16x8.narrow_i32x4_s
                (i32x4.trunc_sat_f32x4_s (f32x4.nearest
                  (f32x4.mul (v128.load offset=32 (local.get $rows)) (local.get $by))))
                (i32x4.trunc_sat_f32x4_s (f32x4.nearest
                  (f32x4.mul (v128.load offset=48 (local.get $rows)) (local.get $by)))))))
          (local.set $codes (i32.add (local.get $codes) (i32.const 16)))
          (local.set $rows (i32.add (local.get $rows) (i32.const 64)))
          (br_if $nextPart (i32.ne (local.get $rows) (local.get $end))))
        (local.set $scales (i32.add (local.get $scales) (i32.const 4)))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (br $nextRow)))))
