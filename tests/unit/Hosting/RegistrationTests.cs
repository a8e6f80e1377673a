using System.Collections.Immutable;
using Genesis.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Genesis.Tests.Unit.Hosting;

/// <summary>Components that the configuration declares.</summary>
public sealed class RegistrationTests
{
    private static readonly ComponentTypes Types = new(new ServiceCollection().BuildServiceProvider(), [new("Counter", typeof(Component)), new("Gauge", typeof(Component))]);

    [Fact]
    public void A_component_is_read_whole()
    {
        var registration = Read("""
            { "orders": {
                "type": "Counter",
                "subscriptions": ["trade.*", "quote"],
                "settings": { "step": "2", "limits": { "daily": "7" } },
                "policies": {
                    "requests": { "count": { "class": "Fast", "idempotent": true }, "*": { "timeout": "00:00:03" } },
                    "serial": true, "mailboxCapacity": 10, "hungAfter": "00:00:01", "weight": 2.5, "supervision": "RestartWithDependants", "dependsOn": ["risk"] } } }
            """).ShouldHaveSingleItem();
        registration.Id.ShouldBe("orders");
        registration.Type.ShouldBe("Counter");
        registration.Subscriptions.ShouldBe([new("trade.*"), new("quote")]);
        registration.Settings["STEP"].ShouldBe("2");
        registration.Settings["limits:daily"].ShouldBe("7");
        registration.Policies.Requests["count"].ShouldBe(new RequestPolicy { Class = RequestClass.Fast, Idempotent = true });
        registration.Policies.Requests["*"].Timeout.ShouldBe(TimeSpan.FromSeconds(3));
        (registration.Policies with { Requests = ComponentPolicies.Default.Requests, DependsOn = [] }).ShouldBe(new ComponentPolicies
        {
            Serial = true,
            MailboxCapacity = 10,
            HungAfter = TimeSpan.FromSeconds(1),
            Weight = 2.5,
            Supervision = SupervisionStrategy.RestartWithDependants,
            DependsOn = [],
        });
        registration.Policies.DependsOn.ShouldBe(["risk"]);
    }

    [Fact]
    public void Subscriptions_may_have_priorities() =>
        Read("""{ "a": { "type": "Counter", "subscriptions": { "trade.*": 3, "*": -1 } } }""")[0].Subscriptions.OrderBy(one => one.Priority).ShouldBe([new("*", -1), new("trade.*", 3)]);

    [Fact]
    public void What_the_configuration_says_goes_over_what_the_code_says()
    {
        var code = new ComponentRegistration
        {
            Id = "a",
            Type = "Counter",
            Subscriptions = [new("quote")],
            Settings = ImmutableDictionary<string, string>.Empty.Add("step", "1").Add("name", "x"),
            Policies = new() { Serial = true, Weight = 3 },
        };
        var both = Read("""{ "a": { "settings": { "Step": "2" }, "policies": { "weight": 4 } } }""", code).ShouldHaveSingleItem();
        both.Type.ShouldBe("Counter");
        both.Subscriptions.ShouldBe([new("quote")]);
        both.Settings["step"].ShouldBe("2");
        both.Settings["name"].ShouldBe("x");
        both.Policies.ShouldBe(new() { Serial = true, Weight = 4, DependsOn = both.Policies.DependsOn, Requests = both.Policies.Requests });
    }

    [Theory]
    [InlineData("""{ "a": { } }""", "Genesis:Components:a:Type is left out, but it must be the name of a component class, because no code registers a. Add it, or register a with AddComponent.")]
    [InlineData("""{ "a": "Counter" }""", "Genesis:Components:a is 'Counter', but it must be a group of settings: Type, Subscriptions, Settings, Policies.")]
    [InlineData("""{ "a": { "typ": "Counter" } }""", "Genesis:Components:a:typ is 'Counter', but there is no setting of that name. Did you mean Type?")]
    [InlineData("""{ "a": { "type": "Counter", "policies": { "weight": "heavy" } } }""", "Genesis:Components:a:policies:weight is 'heavy', but it must be a number. Write it like 0.5, or leave it out for the default.")]
    [InlineData("""{ "a": { "type": "Counter", "subscriptions": { "quote": "first" } } }""", "Genesis:Components:a:Subscriptions:quote is 'first', but it must be a whole number, the priority. Write it like \"quote\": 0, or give the patterns as a list.")]
    [InlineData("""{ "a": { "type": "Countr" } }""", "Genesis:Components:a:Type is 'Countr', but it must be a class that this host knows (Counter, Gauge). Did you mean Counter?")]
    [InlineData("""{ "a": { "type": "Thermometer" } }""", "Genesis:Components:a:Type is 'Thermometer', but it must be a class that this host knows (Counter, Gauge). Make it known with AddComponentType, or correct the name.")]
    [InlineData("""{ "a b": { "type": "Counter" } }""", "Genesis:Components:a b is a component with the id 'a b', but it must be named with 1 to 200 printable characters, without spaces, / and *. Rename it.")]
    [InlineData("""{ "a": { "type": "Counter", "subscriptions": ["tr*"] } }""", "Genesis:Components:a:Subscriptions is 'tr*', but it must be an event type, a beginning followed by .* or *. The pattern 'tr*' has a '*' where none may be; patterns are '*' alone, or a beginning followed by '.*' such as trade.*.")]
    [InlineData("""{ "a": { "type": "Counter", "policies": { "weight": -1 } } }""", "Genesis:Components:a:Policies:Weight is -1, but it must be from 0 to 1000000. Leave it out for 1.")]
    [InlineData("""{ "a": { "type": "Counter", "policies": { "dependsOn": ["a"] } } }""", "Genesis:Components:a:Policies:DependsOn is 'a', but it must be another component. Take it out.")]
    [InlineData("""{ "a": { "type": "Counter", "policies": { "requests": { "x": { "timeout": "00:01:00" } } } } }""", "Genesis:Components:a:Policies:Requests:x:Timeout is 00:01:00, but it must be more than zero and no longer than Genesis:Limits:LongestAsk, which is 00:00:25. Shorten it, or leave it out.")]
    [InlineData("""{ "a": { "type": "Counter", "policies": { "requests": { "x": { "critical": true, "background": true } } } } }""", "Genesis:Components:a:Policies:Requests:x:Background is true, but it must be false for a critical request. Take one of the two out.")]
    public void What_is_wrong_is_said(string json, string finding) => Should.Throw<OptionsValidationException>(() => Read(json)).Failures.ShouldBe([finding]);

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Should.Throw<OptionsValidationException>(() => Read("""{ "a": { "type": "X" }, "b": { "type": "Counter", "policies": { "weight": -1 } } }""")).Failures.Count().ShouldBe(2);

    private static ComponentRegistration[] Read(string json, params ComponentRegistration[] code)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "Genesis": { "Components": {{json}} } }"""))).Build();
        var options = new OptionsFactory<DeclaredComponents>([new RegistrationReader(code, configuration)], [], [new RegistrationRules(Types, static () => new())]);
        return [.. options.Create(Options.DefaultName).Registrations];
    }
}
