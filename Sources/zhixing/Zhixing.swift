import ArgumentParser

@main struct Zhixing: ParsableCommand {
  func run() { print("zhixing") }
}
