using System.Diagnostics;

namespace Webhooks.Office.Tests.Hosting;

/// <summary>
/// The other program that reads our documents. Each conversion has a profile of its own, so that several may run at once, and is ended after
/// <see cref="Patience"/>.
/// </summary>
internal static class LibreOffice
{
    public const string Missing = "LibreOffice is not installed (soffice)";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Two at once: more only take each other's processor.</summary>
    private static readonly SemaphoreSlim Places = new(2);

    public static bool IsInstalled { get; } = IsThere("soffice");

    /// <summary>Poppler's <c>pdftotext</c>.</summary>
    public static bool CanRead { get; } = IsThere("pdftotext");

    /// <param name="document">A Word, Excel or PowerPoint file.</param>
    /// <param name="extension">Of it, without a dot.</param>
    /// <returns>It as PDF.</returns>
    /// <exception cref="InvalidOperationException">Nothing came out of it.</exception>
    public static async Task<byte[]> ToPdfAsync(byte[] document, string extension)
    {
        await Places.WaitAsync();
        var folder = Directory.CreateTempSubdirectory("webhooks-office-").FullName;
        try
        {
            var file = Path.Combine(folder, $"document.{extension}");
            await File.WriteAllBytesAsync(file, document);
            var said = await RunAsync(
                folder, "soffice", "--headless", "--norestore", $"-env:UserInstallation={new Uri(Path.Combine(folder, "profile"))}", "--convert-to", "pdf", "--outdir", folder, file);
            var pdf = Path.ChangeExtension(file, "pdf");
            return File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf) : throw new InvalidOperationException($"LibreOffice made no PDF: {said}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            Places.Release();
        }
    }

    /// <returns>The text of each page, laid out as it stands there.</returns>
    public static async Task<IReadOnlyList<string>> PagesAsync(byte[] pdf) =>
        (await TextAsync(pdf, "-layout")).TrimEnd('\f').Split('\f');

    /// <returns>XHTML with the place of every word, in points from the top left of its page.</returns>
    public static Task<string> WordsAsync(byte[] pdf) => TextAsync(pdf, "-bbox");

    private static async Task<string> TextAsync(byte[] pdf, string option)
    {
        var folder = Directory.CreateTempSubdirectory("webhooks-office-").FullName;
        try
        {
            var file = Path.Combine(folder, "document.pdf");
            await File.WriteAllBytesAsync(file, pdf);
            return await RunAsync(folder, "pdftotext", option, "-enc", "UTF-8", file, "-");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = folder;
        using var patience = new CancellationTokenSource(Patience);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
