import ArgumentParser

@main struct ZhixingCity: ParsableCommand {
  func run() { print("zhixing-city") }
}
