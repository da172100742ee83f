using System.Text;

namespace Webhooks.Local.Processes;

/// <summary>A child's output in a file, cut over to a second one when it has grown, and its last lines in memory for when something fails.</summary>
internal sealed class ChildLog : IDisposable
{
    private const long MaximumBytes = 20 * 1024 * 1024;
    private const int TailLines = 25;

    private readonly Lock gate = new();
    private readonly Queue<string> tail = new();
    private readonly string path;
    private StreamWriter writer;

    public ChildLog(string path)
    {
        this.path = path;
        writer = Open();
    }

    public string Path => path;

    public void Write(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            tail.Enqueue(line);
            if (tail.Count > TailLines)
            {
                tail.Dequeue();
            }

            if (writer.BaseStream.Position > MaximumBytes)
            {
                writer.Dispose();
                File.Move(path, path + ".1", overwrite: true);
                writer = Open();
            }

            writer.WriteLine(line);
        }
    }

    public string Tail()
    {
        lock (gate)
        {
            return string.Join(Environment.NewLine, tail);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            writer.Dispose();
        }
    }

    private StreamWriter Open() => new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite), new UTF8Encoding(false)) { AutoFlush = true };
}
