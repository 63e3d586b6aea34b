import COpenBLAS

/// The routines of LAPACK (and BLAS's triangular solve) for one element type.
///
/// LAPACK's matrices are column-major: it sees a row-major matrix transposed, with its triangles exchanged.
struct LAPACK<T> {
  typealias Array = UnsafeMutablePointer<T>?
  typealias Integers = UnsafeMutablePointer<Int32>?

  /// A = L Lᵀ or Uᵀ U. (triangle, n, a, lda)
  let potrf: (CChar, Int32, Array, Int32) -> Int32
  /// P L U. (m, n, a, lda, pivots)
  let getrf: (Int32, Int32, Array, Int32, Integers) -> Int32
  /// The inverse out of P L U. (n, a, lda, pivots, work, its size)
  let getri: (Int32, Array, Int32, UnsafePointer<Int32>?, Array, Int32) -> Int32
  /// Q R as reflectors. (m, n, a, lda, tau, work, its size)
  let geqrf: (Int32, Int32, Array, Int32, Array, Array, Int32) -> Int32
  /// Q out of reflectors. (m, n, reflectors, a, lda, tau, work, its size)
  let orgqr: (Int32, Int32, Int32, Array, Int32, UnsafePointer<T>?, Array, Int32) -> Int32
  /// Eigenvalues, with `V` the vectors in place of A. (job, triangle, n, a, lda, w, work, its size, integers, their number)
  let syevd: (CChar, CChar, Int32, Array, Int32, Array, Array, Int32, Integers, Int32) -> Int32
  /// Singular values. (job, m, n, a, lda, s, u, ldu, vt, ldvt, work, its size, integers)
  let gesdd: (CChar, Int32, Int32, Array, Int32, Array, Array, Int32, Array, Int32, Array, Int32, Integers) -> Int32
  /// Least squares of least norm. (m, n, columns of b, a, lda, b, ldb, s, rcond, rank, work, its size, integers)
  let gelsd: (Int32, Int32, Int32, Array, Int32, Array, Int32, Array, T, Integers, Array, Int32, Integers) -> Int32
  /// X in op(A) X = B or X op(A) = B in place of B, all row-major.
  /// (side, triangle, op, diagonal, rows, columns, alpha, a, lda, b, ldb)
  let trsm:
    (CBLAS_SIDE, CBLAS_UPLO, CBLAS_TRANSPOSE, CBLAS_DIAG, Int32, Int32, T, UnsafePointer<T>?, Int32, Array, Int32) ->
      Void
}

/// An element type of which LAPACK factors matrices.
protocol LAPACKElement: RealElement {
  static var lapack: LAPACK<Self> { get }
}

extension Float: LAPACKElement {
  static let lapack = LAPACK<Float>(
    potrf: lapack_spotrf, getrf: lapack_sgetrf, getri: lapack_sgetri, geqrf: lapack_sgeqrf, orgqr: lapack_sorgqr,
    syevd: lapack_ssyevd, gesdd: lapack_sgesdd, gelsd: lapack_sgelsd,
    trsm: { cblas_strsm(CblasRowMajor, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) })
}

extension Double: LAPACKElement {
  static let lapack = LAPACK<Double>(
    potrf: lapack_dpotrf, getrf: lapack_dgetrf, getri: lapack_dgetri, geqrf: lapack_dgeqrf, orgqr: lapack_dorgqr,
    syevd: lapack_dsyevd, gesdd: lapack_dgesdd, gelsd: lapack_dgelsd,
    trsm: { cblas_dtrsm(CblasRowMajor, $0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) })
}

extension CChar {
  /// A letter among a routine's arguments.
  static func letter(_ character: Unicode.Scalar) -> CChar { CChar(truncatingIfNeeded: character.value) }
}
