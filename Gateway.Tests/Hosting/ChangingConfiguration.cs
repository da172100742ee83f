using Microsoft.Extensions.Configuration;

namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>Settings that a test can change while the app runs, as an edited configuration file would.</summary>
internal sealed class ChangingConfiguration : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
    }

    public void Put(string key, string? value) => Data[key] = value;

    public void Change(params (string Key, string? Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            Data[key] = value;
        }

        OnReload();
    }
}
