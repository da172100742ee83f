using System.Text;
using System.Text.Json;

namespace Webhooks.Gateway.Json;

/// <summary>
/// Which fields of a document are wanted, as paths: <c>repository.owner.login</c>, and <c>changelog.items[].field</c> for a field of each
/// element of an array. An array that is named by itself is counted.
/// </summary>
internal sealed class JsonShape
{
    private readonly List<Member> members = [];

    public JsonShape(params IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            Add(path, "");
        }
    }

    public bool IsEmpty => members.Count == 0;

    /// <summary>The wanted member whose name the reader stands on. Unescapes as a JSON reader would.</summary>
    public Member? Find(ref Utf8JsonReader reader)
    {
        foreach (var member in members)
        {
            if (reader.ValueTextEquals(member.Name))
            {
                return member;
            }
        }

        return null;
    }

    private void Add(string path, string before)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var step = dot < 0 ? path : path[..dot];
        var isArray = step.EndsWith("[]", StringComparison.Ordinal);
        var name = isArray ? step[..^2] : step;
        var member = members.Find(known => known.Path == before + name);
        if (member is null)
        {
            member = new Member(Encoding.UTF8.GetBytes(name), before + name);
            members.Add(member);
        }

        if (dot >= 0)
        {
            // Fields of an element are asked for at the element, so their paths start anew.
            (isArray ? member.Elements : member.Fields).Add(path[(dot + 1)..], isArray ? "" : $"{before}{name}.");
        }
    }

    internal sealed class Member(byte[] name, string path)
    {
        public byte[] Name { get; } = name;

        public string Path { get; } = path;

        public JsonShape Fields { get; } = new();

        public JsonShape Elements { get; } = new();
    }
}
