// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors where `CI` is set, and only in our own targets.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

func layer(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
  name: "zhixing",
  products: [
    .library(name: "EnforcementLaw", targets: ["Basics", "EnforcementLaw"]),
    .executable(name: "zhixing", targets: ["zhixing"]),
    .executable(name: "zhixing-city", targets: ["zhixing-city"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The law and the matter: pure, no Foundation.
    layer("Basics"),
    layer("EnforcementLaw", ["Basics"]),
    layer("Ledger", ["Basics"]),
    layer("Enforcement", ["EnforcementLaw", "Ledger", "Basics"]),
    layer("Wording", ["Enforcement"]),
    // The shell around it.
    layer("Casework", ["Enforcement", crypto]),
    layer("Settings", ["Casework", yams]),
    layer("Storage", ["Casework", crypto]),
    layer("StorageSQLite", ["Storage", grdb, .product(name: "GRDBSQLite", package: "GRDB.swift")]),
    layer("Documents", ["Casework", "Wording", "CPango"]),
    layer("PartnerAPI", ["Basics", crypto]),
    layer("Partners", ["Casework", "PartnerAPI", httpClient]),
    layer("Workers", ["Casework", "Wording", lifecycle, log]),
    // Files at the edges: CSV and Excel, XML, what banks send and are sent.
    layer("XMLText", ["Basics"]),
    layer("Sheets", ["Basics", "XMLText", "CXLSXWriter", "CZip"]),
    layer("BankFiles", ["Basics", "XMLText", "Sheets"]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    layer("Import", ["Casework", "Wording", "Sheets", "BankFiles", crypto, log]),
    layer("Web", ["Casework", "Wording", "Import", "Sheets", "CAssets", hummingbird, crypto, cryptoExtras]),
    .target(name: "CAssets"),
    .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]),
    layer("City", ["PartnerAPI", "EnforcementLaw", "XMLText"]),
    // A court that stories live in, on a clock of their own.
    layer("Stories", ["Settings", "StorageSQLite", "Documents", "Partners", "Workers", "Import", "City"]),
    // The programs: wiring only.
    .executableTarget(
      name: "zhixing",
      dependencies: [
        "Settings", "StorageSQLite", "Documents", "Partners", "Workers", "Import", "Web", "City", "Stories", arguments,
        httpClient,
        hummingbird, lifecycle, log,
      ], swiftSettings: strict),
    .executableTarget(
      name: "zhixing-city", dependencies: ["City", hummingbird, httpClient, arguments, log], swiftSettings: strict),
    // Tests.
    layer("TestSupport", ["Settings", "StorageSQLite", "Workers", "City", "Wording"]),
    tests("BasicsTests", ["Basics"]),
    tests("EnforcementLawTests", ["EnforcementLaw"]),
    tests("LedgerTests", ["Ledger", "Stories", "TestSupport", grdb]),
    tests("EnforcementTests", ["Enforcement", "TestSupport"]),
    tests("StorageTests", ["StorageSQLite", "TestSupport", "Import", httpClient], exclude: ["golden"]),
    tests("DocumentsTests", ["Documents", "TestSupport"]),
    tests("CityTests", ["City", "zhixing-city"]),
    tests("ImportTests", ["Import", "Sheets", "TestSupport"]),
    tests("SheetsTests", ["Sheets", "XMLText", "CZip"]),
    tests("BankFilesTests", ["BankFiles", "Sheets", "XMLText"]),
    tests("MessageTests", ["Partners", httpClient]),
    tests("WebTests", ["Web", "TestSupport"]),
    tests("ScenarioTests", ["Stories"]),
    tests("TidyTests", []),
  ],
  swiftLanguageModes: [.v6]
)
