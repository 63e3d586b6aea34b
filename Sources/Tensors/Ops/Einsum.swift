import Arrays

extension Tensor {
  /// Sums of products by Einstein's convention: `einsum("ij,jk->ik", [a, b])` is the matrix product. A letter names a
  /// dimension; those that the result does not name are summed over; `...` stands for leading dimensions that broadcast;
  /// without `->` the result has the letters that occur once, in alphabetical order. Twice in one operand: the diagonal.
  ///
  /// Operands are contracted from left to right, two at a time, by a stack of matrix products.
  public static func einsum(_ equation: String, _ operands: [Tensor]) throws -> Tensor {
    let plan = try EinsumPlan(equation, operands.map(\.shape))
    guard var result = operands.first else { throw plan.failure("at least one tensor wanted") }
    var labels = plan.inputs[0]
    (result, labels) = try result.diagonalised(labels)
    for (position, operand) in operands.enumerated().dropFirst() {
      let (right, rightLabels) = try operand.diagonalised(plan.inputs[position])
      let later = Set(plan.inputs[(position + 1)...].joined()).union(plan.output)
      (result, labels) = try contracted(result, labels, right, rightLabels, keeping: later)
    }
    let gone = labels.indices.filter { !plan.output.contains(labels[$0]) }
    if !gone.isEmpty {
      result = try result.sum(gone)
      labels = labels.filter { plan.output.contains($0) }
    }
    return try result.permute(plan.output.map { label in labels.firstIndex(of: label) ?? 0 })
  }

  /// A letter that occurs twice means the diagonal: the second occurrence is read along the first.
  private func diagonalised(_ labels: [Int]) throws -> (Tensor, [Int]) {
    var (result, labels) = (self, labels)
    while let second = labels.indices.first(where: { labels[..<$0].contains(labels[$0]) }) {
      let first = labels.firstIndex(of: labels[second]) ?? 0
      let size = result.shape[first]
      let steps = Tensor(try NDArray.arange(0, .integer(Int64(size)), dtype: .int64))
      let others = labels.indices.filter { $0 != first && $0 != second }
      // Both dimensions in front, picked together.
      result = try result.permute([first, second] + others).index([steps, steps])
      labels = [labels[first]] + others.map { labels[$0] }
    }
    return (result, labels)
  }

  /// One product: letters of both and of what follows become the stack, those of one alone rows or columns, the others
  /// are summed over.
  private static func contracted(
    _ a: Tensor, _ left: [Int], _ b: Tensor, _ right: [Int], keeping later: Set<Int>
  ) throws -> (Tensor, [Int]) {
    func without(_ t: Tensor, _ labels: [Int], _ other: [Int]) throws -> (Tensor, [Int]) {
      let gone = labels.indices.filter { !later.contains(labels[$0]) && !other.contains(labels[$0]) }
      if gone.isEmpty { return (t, labels) }
      return (try t.sum(gone), labels.filter { later.contains($0) || other.contains($0) })
    }
    let (x, xLabels) = try without(a, left, right)
    let (y, yLabels) = try without(b, right, left)
    let stack = xLabels.filter { yLabels.contains($0) && later.contains($0) }
    let inner = xLabels.filter { yLabels.contains($0) && !later.contains($0) }
    let rows = xLabels.filter { !yLabels.contains($0) }
    let columns = yLabels.filter { !xLabels.contains($0) }
    func size(_ label: Int) -> Int {
      let mine = xLabels.firstIndex(of: label).map { x.shape[$0] } ?? 1
      let other = yLabels.firstIndex(of: label).map { y.shape[$0] } ?? 1
      return mine == 1 ? other : mine
    }
    func arranged(_ t: Tensor, _ labels: [Int], _ groups: [[Int]]) throws -> Tensor {
      let order = groups.joined().map { label in labels.firstIndex(of: label) ?? 0 }
      let sizes = try Shape(groups.joined().map(size))
      let turned = try t.permute(order).expand(to: sizes)
      return try turned.reshape(Shape(groups.map { try Shape($0.map(size)).count }))
    }
    let product = try arranged(x, xLabels, [stack, rows, inner]).matmul(arranged(y, yLabels, [stack, inner, columns]))
    let labels = stack + rows + columns
    return (try product.reshape(Shape(labels.map(size))), labels)
  }
}

/// An equation of `einsum` with its letters as numbers: letters by their code, dimensions of `...` from -1 downwards,
/// counted from the last.
private struct EinsumPlan {
  let equation: String
  var inputs: [[Int]] = []
  var output: [Int] = []

  func failure(_ message: String) -> ArrayError {
    .invalidArgument(operation: "einsum", message: "\"\(equation)\": \(message)")
  }

  init(_ equation: String, _ shapes: [Shape]) throws {
    self.equation = equation
    let text = Array(equation.utf8).filter { $0 != UInt8(ascii: " ") }
    var sides = [text, nil]
    if let arrow = text.indices.first(where: { text[$0...].starts(with: "->".utf8) }) {
      sides = [Array(text[..<arrow]), Array(text[(arrow + 2)...])]
    }
    let terms = (sides[0] ?? []).split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(Array.init)
    guard terms.count == shapes.count else {
      throw failure("\(terms.count) tensors wanted, got \(shapes.count)")
    }
    var widest = 0
    var sizes: [Int: Int] = [:]
    for (term, shape) in zip(terms, shapes) {
      let labels = try parse(term) { named in
        guard shape.rank >= named else { throw failure("shape \(shape) has fewer dimensions than letters") }
        widest = max(widest, shape.rank - named)
        return shape.rank - named
      }
      guard labels.count == shape.rank else {
        throw failure("\(labels.count) letters for shape \(shape)")
      }
      for (place, label) in labels.enumerated() {
        let (known, size) = (sizes[label] ?? 1, shape[place])
        guard known == size || known == 1 || size == 1 else {
          throw failure("sizes \(known) and \(size) of one dimension do not match")
        }
        sizes[label] = known == 1 ? size : known
      }
      inputs.append(labels)
    }
    if let wanted = sides[1] {
      output = try parse(wanted) { _ in widest }
      guard Set(output).count == output.count, output.allSatisfy({ sizes[$0] != nil }) else {
        throw failure("the result must name letters of the tensors, each once")
      }
    } else {
      let all = inputs.flatMap { $0 }
      let letters = Set(all.filter { $0 > 0 }).filter { letter in all.filter { $0 == letter }.count == 1 }
      output = (0..<widest).reversed().map { -1 - $0 } + letters.sorted()
    }
  }

  /// - Parameter dimensions: how many dimensions `...` stands for, given the number of letters beside it.
  private func parse(_ term: [UInt8], dimensions: (Int) throws -> Int) throws -> [Int] {
    let dots = term.indices.filter { term[$0] == UInt8(ascii: ".") }
    let letters = term.filter { $0 != UInt8(ascii: ".") }
    guard letters.allSatisfy({ (65...90).contains($0) || (97...122).contains($0) }),
      dots.isEmpty || (dots.count == 3 && dots[2] == dots[0] + 2)
    else { throw failure("letters, one \"...\", commas and one \"->\" wanted") }
    guard let first = dots.first else { return letters.map(Int.init) }
    let count = try dimensions(letters.count)
    return letters[..<first].map(Int.init) + (0..<count).reversed().map { -1 - $0 } + letters[first...].map(Int.init)
  }
}
