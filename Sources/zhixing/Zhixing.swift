import ArgumentParser

@main struct Zhixing: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zhixing", abstract: "Civil enforcement, from application to closing. 民事执行。",
    subcommands: [
      ServeCommand.self, ImportCommand.self, VerifyCommand.self, ReplayCommand.self, AdminCommand.self, CalcCommand.self,
      LawCommand.self, LedgerCommand.self, ReceiptsCommand.self, PayoutCommand.self, SettingsCommand.self, ProcessCommand.self,
      SampleCommand.self,
      SimulateCommand.self,
      BenchCommand.self,
    ])
}
