using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace SystemSqlite;

/// <summary>Binds the managed provider to the SQLite that the operating system maintains, so that its security fixes arrive with the system's.</summary>
internal static class NativeSqlite
{
    private static readonly Lazy<string> Binding = new(Bind);

    private static IntPtr _library;

    /// <summary>Version of the bound library, such as <c>3.46.1</c>. Binds at the first call.</summary>
    /// <exception cref="SqliteLibraryMissingException">No usable library.</exception>
    public static string Version => Binding.Value;

    private static string Bind()
    {
        _library = Load();
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        return raw.sqlite3_libversion().utf8_to_string();
    }

    private static IntPtr Load()
    {
        foreach (var name in CandidateNames())
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return library;
            }
        }

        throw new SqliteLibraryMissingException(CandidateNames());
    }

    private static string[] CandidateNames()
    {
        if (OperatingSystem.IsWindows())
        {
            return ["winsqlite3.dll"];
        }

        return OperatingSystem.IsMacOS() ? ["/usr/lib/libsqlite3.dylib", "libsqlite3.dylib"] : ["libsqlite3.so.0", "libsqlite3.so"];
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        string.Equals(name, "e_sqlite3", StringComparison.Ordinal) ? _library : IntPtr.Zero;
}
