namespace Webhooks.Activities.Commits;

/// <summary>Tells a file's kind by its path. Order matters: a lock file is JSON too, and a test's fixture is a test.</summary>
internal static class FileKinds
{
    private static readonly HashSet<string> LockFiles = Names(
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lockb", "bun.lock", "packages.lock.json", "paket.lock", "cargo.lock",
        "poetry.lock", "pipfile.lock", "uv.lock", "pdm.lock", "composer.lock", "gemfile.lock", "go.sum", "mix.lock", "pubspec.lock", "podfile.lock", "flake.lock",
        "gradle.lockfile", "deno.lock", ".terraform.lock.hcl");

    private static readonly HashSet<string> Manifests = Names(
        "package.json", "directory.build.props", "directory.packages.props", "global.json", "cargo.toml", "pyproject.toml", "setup.py", "setup.cfg",
        "requirements.txt", "pom.xml", "build.gradle", "build.gradle.kts", "composer.json", "gemfile", "go.mod", "mix.exs", "pubspec.yaml", "version",
        "version.txt", "version.json", "version.props", ".release-please-manifest.json", "lerna.json");

    private static readonly HashSet<string> BuildFiles = Names(
        "dockerfile", "containerfile", "makefile", "cmakelists.txt", "jenkinsfile", "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml",
        ".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "build.sh", "build.ps1", "build.cmd", "justfile");

    private static readonly HashSet<string> BuildFolders = Names(".github", ".circleci", ".azuredevops", "infra", "terraform", "k8s", "helm", "deploy", "ci");
    private static readonly HashSet<string> TestFolders = Names("test", "tests", "__tests__", "spec", "specs", "testdata", "fixtures", "e2e");
    private static readonly HashSet<string> DocumentationFolders = Names("docs", "doc", "documentation");
    private static readonly HashSet<string> DocumentationNames = Names("license", "licence", "copying", "authors", "contributors", "notice", "codeowners", "readme", "contributing");
    private static readonly HashSet<string> DocumentationEndings = Names("md", "mdx", "markdown", "rst", "adoc", "asciidoc", "txt");
    private static readonly HashSet<string> ProjectEndings = Names("csproj", "fsproj", "vbproj", "props", "targets", "sln", "slnx", "gemspec", "nuspec");

    private static readonly HashSet<string> CodeEndings = Names(
        "cs", "fs", "vb", "razor", "cshtml", "c", "h", "cc", "cpp", "hpp", "go", "rs", "java", "kt", "kts", "scala", "groovy", "swift", "m", "mm", "py", "rb", "php",
        "pl", "lua", "r", "jl", "ex", "exs", "erl", "clj", "hs", "ml", "ts", "tsx", "js", "jsx", "mjs", "cjs", "vue", "svelte", "css", "scss", "less", "html", "sql",
        "proto", "graphql", "sh", "bash", "ps1", "psm1", "bat", "dart", "zig", "sol", "asm", "s");

    private static readonly HashSet<string> ConfigurationEndings = Names(
        "json", "jsonc", "yaml", "yml", "toml", "ini", "conf", "config", "xml", "env", "editorconfig", "gitignore", "gitattributes", "properties", "hcl", "tf", "tfvars", "bicep");

    private static readonly HashSet<string> AssetEndings = Names(
        "png", "jpg", "jpeg", "gif", "svg", "ico", "webp", "bmp", "mp3", "mp4", "wav", "webm", "woff", "woff2", "ttf", "otf", "pdf", "psd");

    public static ChangeKind Of(string path)
    {
        var parts = path.ToLowerInvariant().Split('/');
        var name = parts[^1];
        var folders = parts[..^1];
        var ending = name.Contains('.') ? name[(name.LastIndexOf('.') + 1)..] : "";
        var stem = ending.Length > 0 ? name[..^(ending.Length + 1)] : name;
        return name switch
        {
            _ when LockFiles.Contains(name) => ChangeKind.LockFile,
            _ when Manifests.Contains(name) || ProjectEndings.Contains(ending) || stem is "changelog" or "changes" or "release_notes" => ChangeKind.Manifest,
            _ when IsTest(folders, stem) => ChangeKind.Tests,
            _ when BuildFiles.Contains(name) || folders.Any(BuildFolders.Contains) => ChangeKind.Build,
            _ when CodeEndings.Contains(ending) => ChangeKind.Code,
            _ when DocumentationEndings.Contains(ending) || DocumentationNames.Contains(stem) || folders.Any(DocumentationFolders.Contains) => ChangeKind.Documentation,
            _ when ConfigurationEndings.Contains(ending) => ChangeKind.Configuration,
            _ when AssetEndings.Contains(ending) => ChangeKind.Asset,
            _ => ChangeKind.Other,
        };
    }

    private static bool IsTest(string[] folders, string stem) =>
        folders.Any(folder => TestFolders.Contains(folder) || folder.EndsWith(".tests", StringComparison.Ordinal) || folder.EndsWith(".test", StringComparison.Ordinal))
        || stem.EndsWith(".test", StringComparison.Ordinal) || stem.EndsWith(".spec", StringComparison.Ordinal) || stem.EndsWith("_test", StringComparison.Ordinal)
        || stem.StartsWith("test_", StringComparison.Ordinal);

    private static HashSet<string> Names(params string[] names) => new(names, StringComparer.Ordinal);
}
